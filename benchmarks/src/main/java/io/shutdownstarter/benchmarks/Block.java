package io.shutdownstarter.benchmarks;

import java.io.IOException;

/**
 * Four slices in the order without, with, with, without, or the other way around: what
 * changes steadily meanwhile, be it the machine or the JVM, adds the same to both.
 *
 * @param without both slices without the starter
 * @param with both slices with it
 */
record Block(Slice without, Slice with) {

	static Block of(KeptConnections without, KeptConnections with, ProcessorTime processor, long sliceNanos,
			boolean reversed) throws IOException {
		KeptConnections outer = reversed ? with : without;
		KeptConnections inner = reversed ? without : with;
		Slice first = Slice.of(outer, processor, sliceNanos);
		Slice both = Slice.of(inner, processor, sliceNanos).plus(Slice.of(inner, processor, sliceNanos));
		Slice around = first.plus(Slice.of(outer, processor, sliceNanos));
		return reversed ? new Block(both, around) : new Block(around, both);
	}

	double processorRatio() {
		return this.with.processorMicros() / this.without.processorMicros();
	}

	double throughputRatio() {
		return this.with.perSecond() / this.without.perSecond();
	}

}
