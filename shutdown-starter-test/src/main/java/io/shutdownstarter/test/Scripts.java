package io.shutdownstarter.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * The scripts of the scenarios.
 */
final class Scripts {

	// Long enough for requests to come by the last resort: to endpoints that are all
	// terminating.
	private static final Duration LAST_RESORT = Duration.ofSeconds(2);

	// Within it a JVM and Spring are at every stage of their start.
	private static final long LONGEST_START_MILLIS = 2000;

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
			replace(cluster, old);
		}
	}

	private static Pod replace(Cluster cluster, Pod old) throws InterruptedException {
		Pod replacement = cluster.grow(1).get(0);
		cluster.await(List.of(cluster.delete(old)));
		return replacement;
	}

	// Whoever scales to zero holds the requests back meanwhile, or has none: without a
	// pod
	// they would be lost whatever the application does.
	private static void scaleToZero(Cluster cluster) throws InterruptedException {
		int replicas = cluster.serving().size();
		List<Future<Deletion>> deletions = deleteAll(cluster, cluster.serving(), KillReason.DELETED);
		cluster.goOn(cluster.rehearsal().propagation().longest().plus(LAST_RESORT));
		cluster.pause();
		cluster.await(deletions);
		cluster.grow(replicas);
		cluster.resume();
		cluster.goOn(LAST_RESORT);
	}

	private static void nodeDrain(Cluster cluster) throws InterruptedException {
		drain(cluster, KillReason.DELETED);
	}

	private static void spot(Cluster cluster) throws InterruptedException {
		drain(cluster, KillReason.NODE_SHUT_DOWN);
	}

	private static void drain(Cluster cluster, KillReason reason) throws InterruptedException {
		List<Pod> pods = cluster.serving();
		List<Pod> onNode = pods.subList(0, Math.min(pods.size(), Math.max(1, pods.size() - 1)));
		List<Future<Deletion>> deletions = deleteAll(cluster, onNode, reason);
		cluster.grow(onNode.size());
		cluster.await(deletions);
	}

	private static List<Future<Deletion>> deleteAll(Cluster cluster, List<Pod> pods, KillReason reason) {
		List<Future<Deletion>> deletions = new ArrayList<>();
		for (Pod pod : pods) {
			deletions.add(cluster.delete(pod, reason));
		}
		return deletions;
	}

	private static void eviction(Cluster cluster) throws InterruptedException {
		List<Future<Deletion>> deletions = deleteAll(cluster, oldest(cluster), KillReason.EVICTED);
		cluster.grow(1);
		cluster.await(deletions);
	}

	private static void rollback(Cluster cluster) throws InterruptedException {
		List<Pod> old = cluster.serving();
		List<Pod> fresh = new ArrayList<>();
		for (Pod pod : old.subList(0, (old.size() + 1) / 2)) {
			fresh.add(replace(cluster, pod));
		}
		endWhileStarting(cluster);
		for (Pod pod : fresh) {
			replace(cluster, pod);
		}
	}

	private static void endWhileStarting(Cluster cluster) throws InterruptedException {
		Pod starting = cluster.start();
		cluster.goOn(Duration.ofMillis(cluster.random().nextLong(LONGEST_START_MILLIS)));
		cluster.await(List.of(cluster.delete(starting)));
	}

	private static void callHook(Cluster cluster) throws InterruptedException {
		for (Pod pod : oldest(cluster)) {
			cluster.callHook(pod);
		}
	}

	private static void replaceOldest(Cluster cluster) throws InterruptedException {
		for (Pod pod : oldest(cluster)) {
			replace(cluster, pod);
		}
	}

	// None if the only one has crashed.
	private static List<Pod> oldest(Cluster cluster) {
		return cluster.serving().stream().limit(1).toList();
	}

	private static void strayHook(Cluster cluster) throws InterruptedException {
		callHook(cluster);
		rollout(cluster);
	}

	// An eviction is not among them: what takes longer than its 3 s is lost whatever the
	// application does.
	private static void everything(Cluster cluster) throws InterruptedException {
		List<Script> scripts = new ArrayList<>(List.of(Scripts::nodeDrain, Scripts::spot, Scripts::scaleToZero,
				Scripts::endWhileStarting, Scripts::replaceOldest, Scripts::callHook));
		while (!scripts.isEmpty()) {
			scripts.remove(cluster.random().nextInt(scripts.size())).play(cluster);
			cluster.goOn(Duration.ofMillis(cluster.random().nextLong(LONGEST_START_MILLIS)));
		}
	}

}
