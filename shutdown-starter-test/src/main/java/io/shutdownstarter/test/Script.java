package io.shutdownstarter.test;

/**
 * What a scenario does with a cluster, while traffic goes on.
 */
@FunctionalInterface
interface Script {

	// Blocks until all is done, and every pod that was deleted is gone.
	void play(Cluster cluster) throws InterruptedException;

}
