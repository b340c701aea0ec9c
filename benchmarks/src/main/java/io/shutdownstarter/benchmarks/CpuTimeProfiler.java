package io.shutdownstarter.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time of the JVM for one operation. Unlike time on the clock it does not grow
 * when threads wait for their turn, be it behind each other or behind other programs.
 */
public final class CpuTimeProfiler implements InternalProfiler {

	static final String NANOS = "cpu.time.norm";

	private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

	private long startNanos;

	@Override
	public String getDescription() {
		return "Processor time for one operation";
	}

	@Override
	public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
		this.startNanos = this.process.getProcessCpuTime();
	}

	@Override
	public Collection<ScalarResult> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
			IterationResult result) {
		double nanos = this.process.getProcessCpuTime() - this.startNanos;
		return List
			.of(new ScalarResult(NANOS, nanos / result.getMetadata().getAllOps(), "ns/op", AggregationPolicy.AVG));
	}

}
