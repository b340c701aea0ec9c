package io.shutdownstarter.docs.snippets;

import org.springframework.context.event.EventListener;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationPhaseEvent;

/**
 * Takes in work that the starter does not know.
 */
public final class QueueReader {

	private final Poller poller;

	public QueueReader(Poller poller) {
		this.poller = poller;
	}

	@EventListener
	void phaseChanged(TerminationPhaseEvent event) {
		if (event.getPrevious() == TerminationPhase.SERVING) {
			this.poller.pause();
		}
		if (event.getPhase() == TerminationPhase.SERVING) {
			this.poller.resume();
		}
	}

	/**
	 * What takes it in.
	 */
	public interface Poller {

		void pause();

		void resume();

	}

}
