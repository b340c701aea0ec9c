package io.shutdownstarter.actuate;

import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Serves {@code //actuator/prestop}, which kubelets up to 1.25 call. Jetty refuses paths
 * with an empty segment, since the rules of an application may overlook them; Jetty 12.0
 * does so before it asks its customizers, 12.1 after that. So it is told to let them
 * pass, and the same is done here, where the hook gets its single slash back.
 */
final class JettySlashes implements HttpConfiguration.Customizer {

	private static final Violation EMPTY_SEGMENT = Violation.AMBIGUOUS_EMPTY_SEGMENT;

	private final Predicate<String> isHook;

	private final UriCompliance rule;

	private JettySlashes(Predicate<String> isHook, UriCompliance rule) {
		this.isHook = isHook;
		this.rule = rule;
	}

	/**
	 * Takes the rule from Jetty.
	 * @param configuration where Jetty has it; what else is refused there stays so
	 * @param isHook whether a path is the hook's
	 * @return what has the rule instead, to be the first of the customizers
	 */
	static JettySlashes in(HttpConfiguration configuration, Predicate<String> isHook) {
		UriCompliance rule = configuration.getUriCompliance();
		configuration.setUriCompliance(rule.with(rule.getName() + ",prestop", EMPTY_SEGMENT));
		return new JettySlashes(isHook, rule);
	}

	@Override
	public Request customize(Request request, HttpFields.Mutable responseHeaders) {
		HttpURI uri = request.getHttpURI();
		if (!uri.hasViolation(EMPTY_SEGMENT)) {
			return request;
		}
		String single = uri.getPath().substring(1);
		if (this.isHook.test(single)) {
			return new SingleSlash(request, HttpURI.build(uri).path(single).asImmutable());
		}
		// in Jetty's words
		String violations = uri.getViolations()
			.stream()
			.filter((violation) -> !this.rule.allows(violation))
			.map(Violation::getDescription)
			.collect(Collectors.joining(", "));
		if (!violations.isEmpty()) {
			throw new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400, violations);
		}
		return request;
	}

	private static final class SingleSlash extends Request.Wrapper {

		private final HttpURI uri;

		SingleSlash(Request request, HttpURI uri) {
			super(request);
			this.uri = uri;
		}

		@Override
		public HttpURI getHttpURI() {
			return this.uri;
		}

	}

}
