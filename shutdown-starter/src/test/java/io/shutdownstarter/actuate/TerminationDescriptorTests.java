package io.shutdownstarter.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.shutdownstarter.ShutdownProperties;
import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationStatus;
import io.shutdownstarter.TerminationStatus.Kind;
import io.shutdownstarter.TerminationStatus.Plan;
import io.shutdownstarter.TerminationStatus.Totals;
import io.shutdownstarter.TerminationTrigger;
import io.shutdownstarter.actuate.TerminationDescriptor.DeadlineDescriptor;
import io.shutdownstarter.actuate.TerminationDescriptor.Durations;
import io.shutdownstarter.actuate.TerminationDescriptor.InFlight;
import io.shutdownstarter.actuate.TerminationDescriptor.LateRequests;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TerminationDescriptor}: every value of a status has its place.
 */
class TerminationDescriptorTests {

	private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456789Z");

	@Test
	void everyValueOfATerminationIsTold() {
		TerminationStatus status = new TerminationStatus(TerminationPhase.DRAINED, TerminationTrigger.PRE_STOP,
				Duration.ofMillis(-1500), Map.of(Kind.SYNC, 1L, Kind.ASYNC, 2L), Duration.ofMillis(3), 4,
				Duration.ofMillis(5),
				Map.of(TerminationPhase.PROPAGATING, Duration.ofMillis(6), TerminationPhase.DRAINING,
						Duration.ofMillis(7), TerminationPhase.DRAINED, Duration.ofMillis(8)),
				new Plan(Duration.ofMillis(9), Duration.ofMillis(10), Duration.ofMillis(11), Duration.ofMillis(12)),
				new Totals(13, 14, 15));

		TerminationDescriptor descriptor = TerminationDescriptor.of(status, NOW, settings());

		assertThat(descriptor.phase()).isEqualTo("drained");
		assertThat(descriptor.trigger()).isEqualTo("pre-stop");
		assertThat(descriptor.deadline()).isEqualTo(new DeadlineDescriptor("2026-11-22T09:59:58.623Z", -1500));
		assertThat(descriptor.inFlight()).isEqualTo(new InFlight(1, 2, 3L));
		assertThat(descriptor.lateRequests()).isEqualTo(new LateRequests(4, 5L));
		assertThat(descriptor.durations()).isEqualTo(new Durations(6, 7, 8));
		assertThat(descriptor.plan()).isEqualTo(new TerminationDescriptor.Plan(9, 10, 11L, 12));
		assertThat(descriptor.totals()).isEqualTo(new Totals(13, 14, 15));
	}

	@Test
	void whatThereIsNotIsLeftOut() {
		TerminationStatus status = new TerminationStatus(TerminationPhase.SERVING, null, null, Map.of(), null, 0, null,
				Map.of(), new Plan(Duration.ZERO, Duration.ZERO, null, Duration.ZERO), new Totals(0, 0, 0));

		TerminationDescriptor descriptor = TerminationDescriptor.of(status, NOW, settings());

		assertThat(descriptor.trigger()).isNull();
		assertThat(descriptor.deadline()).isNull();
		assertThat(descriptor.inFlight()).isEqualTo(new InFlight(0, 0, null));
		assertThat(descriptor.lateRequests()).isEqualTo(new LateRequests(0, null));
		assertThat(descriptor.durations()).isEqualTo(new Durations(0, 0, 0));
		assertThat(descriptor.plan().drainMillis()).isNull();
	}

	private static ShutdownProperties settings() {
		return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("shutdown-starter",
				ShutdownProperties.class);
	}

}
