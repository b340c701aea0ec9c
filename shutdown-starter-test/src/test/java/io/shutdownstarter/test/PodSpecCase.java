package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A manifest that agrees with its application, or that was changed in one place.
 */
final class PodSpecCase {

	static final String CONTAINER = "spec.template.spec.containers[1]";

	private static final String AGREES = """
			apiVersion: apps/v1
			kind: Deployment
			metadata:
			  name: app
			spec:
			  template:
			    spec:
			      terminationGracePeriodSeconds: 30
			      containers:
			        - name: sidecar
			        - name: main
			          command: [java, -jar, app.jar]
			          ports:
			            - {name: http, containerPort: 8080}
			            - {name: management, containerPort: 9090}
			          lifecycle:
			            preStop:
			              httpGet: {path: /actuator/prestop, port: management}
			          readinessProbe:
			            httpGet: {path: /actuator/health/readiness, port: management}
			          livenessProbe:
			            httpGet: {path: /actuator/health/liveness, port: 9090}
			          env:
			            - {name: MANAGEMENT_SERVER_PORT, value: "9090"}
			""";

	private final String name;

	private String manifest = AGREES;

	private final List<String> findings = new ArrayList<>();

	PodSpecCase(String name) {
		this.name = name;
	}

	PodSpecCase change(String from, String to) {
		assertThat(this.manifest).contains(from);
		this.manifest = this.manifest.replace(from, to);
		return this;
	}

	PodSpecCase set(String variable, String value) {
		this.manifest += "            - {name: %s, value: '%s'}\n".formatted(variable, value);
		return this;
	}

	PodSpecCase append(String text) {
		this.manifest += text;
		return this;
	}

	PodSpecCase finding(int line, String path, String found, String expected, String remedy) {
		this.findings.add("%d: %s\n  found:    %s\n  expected: %s\n  remedy:   %s".formatted(line, path, found,
				expected, remedy));
		return this;
	}

	void check(Path directory, PodSpecSettings settings) throws IOException {
		Path file = Files.writeString(file(directory), this.manifest);
		assertThat(PodSpecs.load(file).workload("app")).container("main").agreesWith(settings);
	}

	String message(Path directory) {
		StringBuilder message = new StringBuilder(
				"Container 'main' of Deployment/app does not agree with the application's settings (%d %s)"
					.formatted(this.findings.size(), (this.findings.size() == 1) ? "place" : "places"));
		this.findings.forEach((finding) -> message.append("\n\n" + file(directory) + ":" + finding));
		return message.toString();
	}

	private static Path file(Path directory) {
		return directory.resolve("deployment.yaml");
	}

	@Override
	public String toString() {
		return this.name;
	}

}
