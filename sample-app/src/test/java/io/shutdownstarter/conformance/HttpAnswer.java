package io.shutdownstarter.conformance;

import java.util.Map;

import com.jayway.jsonpath.JsonPath;

/**
 * What a server answered.
 *
 * @param status the status
 * @param headers the headers, names in lower case
 * @param body the body
 */
record HttpAnswer(int status, Map<String, String> headers, String body) {

	long number(String name) {
		return number(this.body, name);
	}

	static long number(String json, String name) {
		Number number = JsonPath.read(json, "$." + name);
		return number.longValue();
	}

}
