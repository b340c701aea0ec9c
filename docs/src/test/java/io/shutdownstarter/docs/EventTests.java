package io.shutdownstarter.docs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.ShutdownAutoConfiguration;
import io.shutdownstarter.Termination;
import io.shutdownstarter.docs.snippets.QueueReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the listener that the docs show.
 */
class EventTests {

	@Test
	void theListenerStopsItsIntakeWithTheTerminationAndStartsItAgain() {
		try (ConfigurableApplicationContext application = OpenApplication.start(Reading.class)) {
			Recorder poller = application.getBean(Recorder.class);
			application.getBean(PreStopHook.class).drainAndHold();
			assertThat(poller.paused).succeedsWithin(10, TimeUnit.SECONDS);
			application.getBean(Termination.class).resume();
			assertThat(poller.resumed).succeedsWithin(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void theListenerStopsItsIntakeWhereNoWaitIsDue() {
		// never ready, since nobody says so
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
					LifecycleAutoConfiguration.class, ShutdownAutoConfiguration.class))
			.withUserConfiguration(Recorder.class, QueueReader.class)
			.run((context) -> {
				context.getBean(PreStopHook.class).drainAndHold();
				assertThat(context.getBean(Recorder.class).paused).succeedsWithin(10, TimeUnit.SECONDS);
				context.getBean(Termination.class).resume();
			});
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ OpenApplication.class, Recorder.class, QueueReader.class })
	static class Reading {

	}

	static final class Recorder implements QueueReader.Poller {

		private final CompletableFuture<Boolean> paused = new CompletableFuture<>();

		private final CompletableFuture<Boolean> resumed = new CompletableFuture<>();

		@Override
		public void pause() {
			this.paused.complete(true);
		}

		@Override
		public void resume() {
			this.resumed.complete(true);
		}

	}

}
