package io.shutdownstarter;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells what is wrong with a setting, and how to mend it. Comes before Boot's own
 * analyzer of binding failures, which knows neither.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidShutdownSettingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidShutdownSettingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidShutdownSettingException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.remedy() + ".", cause);
	}

}
