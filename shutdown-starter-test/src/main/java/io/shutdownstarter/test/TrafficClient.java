package io.shutdownstarter.test;

import java.io.InterruptedIOException;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One client on a thread of its own: waits until a request is due, sends it, and tells
 * the tally how it ended.
 */
final class TrafficClient implements Runnable {

	/** Keeps the numbers of the clients' requests apart. */
	private static final long REQUESTS_PER_CLIENT = 10_000_000;

	private final int number;

	private final Clients group;

	private final RequestSender.Target target;

	private final Tally tally;

	private final CountDownLatch stop;

	private final Pause pause;

	private final SplittableRandom random;

	private final List<RequestTemplate> urn;

	private final Pace pace;

	private long count;

	TrafficClient(int number, Clients group, RequestSender.Target target, Tally tally, CountDownLatch stop, Pause pause,
			long seed) {
		this.number = number;
		this.group = group;
		this.target = target;
		this.tally = tally;
		this.stop = stop;
		this.pause = pause;
		this.random = new SplittableRandom(seed * 31 + number).split();
		this.urn = group.requests()
			.stream()
			.flatMap((request) -> Collections.nCopies(request.weight(), request).stream())
			.toList();
		this.pace = new Pace(group, this.random.split());
	}

	@Override
	public void run() {
		try (RequestSender sender = new RequestSender(this.target, this.group.keepAlive())) {
			long now = now();
			this.pace.startedAt(now);
			long due = this.pace.begin(now);
			while (!this.stop.await(due - now, TimeUnit.NANOSECONDS)) {
				this.pace.pausedFor(this.pause.await(this.target.nanoClock()));
				long sent = now();
				this.pace.sending(sent);
				send(sender);
				now = now();
				due = this.pace.next(sent, now);
			}
		}
		catch (InterruptedException | InterruptedIOException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void send(RequestSender sender) throws InterruptedIOException {
		RequestTemplate template = this.urn.get(this.random.nextInt(this.urn.size()));
		long index = this.count++;
		PreparedRequest request = PreparedRequest.of("c" + this.number + "-" + index, template,
				this.number * REQUESTS_PER_CLIENT + index, this.random.split());
		this.tally.sending();
		this.tally.ended(sender.send(request));
	}

	Pace pace() {
		return this.pace;
	}

	private long now() {
		return this.target.nanoClock().getAsLong();
	}

}
