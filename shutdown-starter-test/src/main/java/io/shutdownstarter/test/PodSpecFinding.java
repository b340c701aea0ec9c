package io.shutdownstarter.test;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * A place in which a manifest and the application do not agree.
 *
 * @param path the path of the field
 * @param found what is there
 * @param expected what should be there, and why
 * @param remedy what to do
 */
record PodSpecFinding(String path, String found, String expected, String remedy) {

	static String seconds(Duration time) {
		return new BigDecimal(time.toMillis()).movePointLeft(3).stripTrailingZeros().toPlainString();
	}

	/**
	 * Write one message for all.
	 * @param workload the workload
	 * @param container the name of the container
	 * @param findings what does not agree
	 * @return the message
	 */
	static String message(PodSpecWorkload workload, String container, List<PodSpecFinding> findings) {
		StringBuilder message = new StringBuilder();
		message.append("Container '%s' of %s does not agree with the application's settings (%d %s)"
			.formatted(container, workload, findings.size(), (findings.size() == 1) ? "place" : "places"));
		for (PodSpecFinding finding : findings) {
			message.append("\n\n%s: %s".formatted(workload.place(finding.path()), finding.path()));
			message.append("\n  found:    ").append(finding.found());
			message.append("\n  expected: ").append(finding.expected());
			message.append("\n  remedy:   ").append(finding.remedy());
		}
		return message.toString();
	}

}
