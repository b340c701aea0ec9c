package io.shutdownstarter.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * The scripts of the scenarios.
 */
final class Scripts {

	private Scripts() {
	}

	static Script of(Scenario scenario) {
		return switch (scenario) {
			case ROLLOUT -> Scripts::rollout;
			case SCALE_TO_ZERO -> Scripts::scaleToZero;
			case NODE_DRAIN -> Scripts::nodeDrain;
			case EVICTION -> Scripts::eviction;
			case SPOT -> Scripts::spot;
			case ROLLBACK -> Scripts::rollback;
			case STRAY_HOOK -> Scripts::strayHook;
			case EVERYTHING -> Scripts::everything;
		};
	}

	private static void rollout(Cluster cluster) throws InterruptedException {
		for (Pod old : cluster.serving()) {
			cluster.grow(1);
			cluster.await(List.of(cluster.delete(old)));
		}
	}

	private static void scaleToZero(Cluster cluster) throws InterruptedException {
		throw new UnsupportedOperationException("not yet");
	}

	private static void nodeDrain(Cluster cluster) throws InterruptedException {
		List<Pod> pods = cluster.serving();
		List<Pod> onNode = pods.subList(0, Math.max(1, pods.size() - 1));
		List<Future<Deletion>> deletions = new ArrayList<>();
		for (Pod pod : onNode) {
			deletions.add(cluster.delete(pod));
		}
		cluster.grow(onNode.size());
		cluster.await(deletions);
	}

	private static void eviction(Cluster cluster) throws InterruptedException {
		Pod pod = cluster.serving().get(0);
		Future<Deletion> deletion = cluster.delete(pod, Duration.ofSeconds(1));
		cluster.grow(1);
		cluster.await(List.of(deletion));
	}

	private static void spot(Cluster cluster) throws InterruptedException {
		throw new UnsupportedOperationException("not yet");
	}

	private static void rollback(Cluster cluster) throws InterruptedException {
		throw new UnsupportedOperationException("not yet");
	}

	private static void strayHook(Cluster cluster) throws InterruptedException {
		throw new UnsupportedOperationException("not yet");
	}

	private static void everything(Cluster cluster) throws InterruptedException {
		throw new UnsupportedOperationException("not yet");
	}

}
