package io.shutdownstarter.test;

import java.time.Duration;
import java.util.Map;

/**
 * What a client sends again and again. In the path {@code {n}} becomes a number that no
 * other request has, and {@code {random:20}} a random number from 0 to 19.
 *
 * @param method the method
 * @param path the path with its placeholders, and a query if need be
 * @param content makes the request's body
 * @param expectedStatus the status that counts as success, zero means any from 200 to 299
 * @param transferTime over how much time the body is sent or, if there is none, the
 * answer is read; zero means as fast as possible
 * @param headers headers that depend on the body
 * @param check judges the content of the answer
 * @param weight how often this request is sent, compared to the others of its group
 * @since 0.1.0
 */
public record RequestTemplate(String method, String path, RequestContent content, int expectedStatus,
		Duration transferTime, RequestHeaders headers, ResponseCheck check, int weight) {

	public RequestTemplate {
		Assert.isTrue(weight > 0, "'weight' must be positive");
		Assert.isTrue(!transferTime.isNegative(), "'transferTime' must not be negative");
		Assert.isTrue(path.startsWith("/"), "'path' must start with a slash");
	}

	/**
	 * A GET.
	 * @param path the path with its placeholders
	 * @return the request
	 */
	public static RequestTemplate get(String path) {
		return of("GET", path, 0);
	}

	/**
	 * A PUT with a random body.
	 * @param path the path with its placeholders
	 * @param bodySize the size of the body in bytes
	 * @return the request
	 */
	public static RequestTemplate put(String path, int bodySize) {
		return of("PUT", path, bodySize);
	}

	/**
	 * A POST with a random body.
	 * @param path the path with its placeholders
	 * @param bodySize the size of the body in bytes
	 * @return the request
	 */
	public static RequestTemplate post(String path, int bodySize) {
		return of("POST", path, bodySize);
	}

	/**
	 * A request of any method.
	 * @param method the method
	 * @param path the path with its placeholders
	 * @param bodySize the size of the body in bytes, zero means none
	 * @return the request
	 */
	public static RequestTemplate of(String method, String path, int bodySize) {
		Assert.isTrue(bodySize >= 0, "'bodySize' must not be negative");
		RequestContent content = (bodySize > 0) ? RequestContent.random(bodySize) : RequestContent.none();
		return new RequestTemplate(method, path, content, 0, Duration.ZERO, (body) -> Map.of(), ResponseCheck.none(),
				1);
	}

	/**
	 * Returns a copy with another body.
	 * @param content makes the body; its type is a header, {@code Content-Type}
	 * @return the copy
	 */
	public RequestTemplate withContent(RequestContent content) {
		return new RequestTemplate(this.method, this.path, content, this.expectedStatus, this.transferTime,
				this.headers, this.check, this.weight);
	}

	/**
	 * Returns a copy that expects exactly this status.
	 * @param status the status code, zero means any from 200 to 299
	 * @return the copy
	 */
	public RequestTemplate withExpectedStatus(int status) {
		return new RequestTemplate(this.method, this.path, this.content, status, this.transferTime, this.headers,
				this.check, this.weight);
	}

	/**
	 * Returns a copy that takes its time.
	 * @param time over how much time the body is sent or the answer is read
	 * @return the copy
	 */
	public RequestTemplate withTransferTime(Duration time) {
		return new RequestTemplate(this.method, this.path, this.content, this.expectedStatus, time, this.headers,
				this.check, this.weight);
	}

	/**
	 * Returns a copy with these headers.
	 * @param headers headers that depend on the body
	 * @return the copy
	 */
	public RequestTemplate withHeaders(RequestHeaders headers) {
		return new RequestTemplate(this.method, this.path, this.content, this.expectedStatus, this.transferTime,
				headers, this.check, this.weight);
	}

	/**
	 * Returns a copy whose answers are judged.
	 * @param check judges the content of the answer
	 * @return the copy
	 */
	public RequestTemplate withCheck(ResponseCheck check) {
		return new RequestTemplate(this.method, this.path, this.content, this.expectedStatus, this.transferTime,
				this.headers, check, this.weight);
	}

	/**
	 * Returns a copy that is sent more often.
	 * @param weight how often, compared to the other requests of the group
	 * @return the copy
	 */
	public RequestTemplate withWeight(int weight) {
		return new RequestTemplate(this.method, this.path, this.content, this.expectedStatus, this.transferTime,
				this.headers, this.check, weight);
	}

	boolean isIdempotent() {
		return switch (this.method) {
			case "GET", "HEAD", "PUT", "DELETE" -> true;
			default -> false;
		};
	}

	boolean expects(int status) {
		return (this.expectedStatus != 0) ? status == this.expectedStatus : status >= 200 && status < 300;
	}

}
