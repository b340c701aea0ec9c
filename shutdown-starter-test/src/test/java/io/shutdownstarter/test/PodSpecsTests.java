package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PodSpecs}.
 */
class PodSpecsTests {

	private static final String DEPLOYMENT = """
			apiVersion: apps/v1
			kind: Deployment
			metadata:
			  name: app
			  annotations:
			    built: 2026-11-22
			spec:
			  selector: {}
			  template:
			    spec:
			      terminationGracePeriodSeconds: 30
			      containers:
			        - name: app
			          image: app
			          env:
			            - name: MODE
			              value: fast
			          lifecycle:
			            preStop:
			              httpGet:
			                path: /actuator/prestop
			                port: 9090
			""";

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					terminationGracePeriodSeconds: | terminationGracePeriodSecond: | 11 | spec.template.spec.terminationGracePeriodSecond: Kubernetes knows no such field
					httpGet:                       | httpget:                      | 20 | spec.template.spec.containers[0].lifecycle.preStop.httpget: Kubernetes knows no such field
					preStop:                       | preSTop:                      | 19 | spec.template.spec.containers[0].lifecycle.preSTop: Kubernetes knows no such field
					path:                          | paht:                         | 21 | spec.template.spec.containers[0].lifecycle.preStop.httpGet.paht: Kubernetes knows no such field
					selector:                      | slector:                      | 8  | spec.slector: Kubernetes knows no such field
					metadata:                      | metadta:                      | 3  | metadta: Kubernetes knows no such field
					annotations:                   | additionalProperties:         | 5  | metadata.additionalProperties: Kubernetes knows no such field
					template:                      | tmplate:                      | 9  | spec.tmplate: Kubernetes knows no such field
					name: app                      | nam: app                      | 4  | metadata.nam: Kubernetes knows no such field
					kind: Deployment               | kind: Deploymnt               | 2  | kind: 'apps/v1' has no kind 'Deploymnt'
					kind: Deployment               | knid: Deployment              | 1  | kind: a manifest begins with apiVersion and kind
					image: app                     | name: again                   | 14 | this is no YAML that Kubernetes takes: found duplicate key name
					name: MODE                     | "name: 'MODE"                 | 23 | this is no YAML that Kubernetes takes: found unexpected end of stream
					""",
			quoteCharacter = '"')
	void aMistakeIsToldWithFileLineFieldAndProblem(String right, String wrong, int line, String problem)
			throws IOException {
		Path file = write("deployment.yaml", DEPLOYMENT.replace(right, wrong));
		assertThatIllegalArgumentException().isThrownBy(() -> PodSpecs.load(file))
			.withMessage("%s:%d: %s", file, line, problem);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Seconds: 30  | Seconds: '30'     | spec.template.spec.terminationGracePeriodSeconds
			Seconds: 30  | Seconds: 30.5     | spec.template.spec.terminationGracePeriodSeconds
			Seconds: 30  | Seconds: [30]     | spec.template.spec.terminationGracePeriodSeconds
			value: fast  | value: 8080       | spec.template.spec.containers[0].env[0].value
			value: fast  | value: yes        | spec.template.spec.containers[0].env[0].value
			value: fast  | value: 1.5        | spec.template.spec.containers[0].env[0].value
			image: app   | image: {name: app} | spec.template.spec.containers[0].image
			image: app   | command: java     | spec.template.spec.containers[0].command
			built: 2026-11-22 | built: true  | metadata.annotations.built
			image: app   | args: [8080]      | spec.template.spec.containers[0].args[0]
			""", quoteCharacter = '"')
	void aValueOfAWrongTypeIsRefused(String right, String wrong, String path) throws IOException {
		Path file = write("deployment.yaml", DEPLOYMENT.replace(right, wrong));
		assertThatIllegalArgumentException().isThrownBy(() -> PodSpecs.load(file))
			.withMessageStartingWith(file + ":")
			.withMessageContaining(": " + path + ": the value has a wrong type: ");
	}

	@Test
	void aFileThatIsMissingIsNamedWithTheRemedy() {
		Path file = Path.of("target", "rendered.yaml");
		assertThatIllegalArgumentException().isThrownBy(() -> PodSpecs.load(file))
			.withMessage("%s: there is no such file (looked for %s), render the manifests first or correct the path",
					file, file.toAbsolutePath());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "# nothing\n", "---\n---\n" })
	void aFileWithoutDocumentIsRefused(String content) throws IOException {
		Path file = write("empty.yaml", content);
		assertThatIllegalArgumentException().isThrownBy(() -> PodSpecs.load(file))
			.withMessage("%s: the file is empty, there is no manifest in it", file);
	}

	@Test
	void aDocumentThatIsNoMappingIsRefused() throws IOException {
		Path file = write("list.yaml", "- a\n");
		assertThatIllegalArgumentException().isThrownBy(() -> PodSpecs.load(file))
			.withMessage("%s:1: a manifest is a mapping that begins with apiVersion and kind, this is a sequence",
					file);
	}

	@Test
	void aMistakeInALaterDocumentIsFound() throws IOException {
		Path file = write("all.yaml", DEPLOYMENT + "---\n" + DEPLOYMENT.replace("port:", "prot:"));
		assertThatIllegalArgumentException().isThrownBy(() -> PodSpecs.load(file))
			.withMessageStartingWith(file + ":45: ")
			.withMessageContaining(".httpGet.prot: ");
	}

	@Test
	void allDocumentsOfAllFilesAreRead() throws IOException {
		write("one.yaml", DEPLOYMENT + """
				---
				apiVersion: v1
				kind: List
				items:
				  - apiVersion: v1
				    kind: Service
				    metadata: { name: service }
				---
				apiVersion: example.com/v1
				kind: Unknown
				metadata: { name: custom }
				anything: goes
				""");
		write("two.json", "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"settings\"}}");
		write("notes.txt", "not read");
		PodSpecs manifests = PodSpecs.load(this.directory);
		assertThat(manifests.workload("app").spec().getTerminationGracePeriodSeconds()).isEqualTo(30);
		assertThat(manifests.resource(Deployment.class, "app").getMetadata().getAnnotations()).containsEntry("built",
				"2026-11-22");
		assertThat(manifests.resource(Service.class, "service")).isNotNull();
		assertThat(manifests.resource(ConfigMap.class, "settings")).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> manifests.resource(Service.class, "app"))
			.withMessage("%s: there is no Service called 'app'", this.directory);
	}

	@ParameterizedTest
	@CsvSource({ "v1, Pod, spec", "apps/v1, Deployment, spec.template.spec", "apps/v1, StatefulSet, spec.template.spec",
			"apps/v1, DaemonSet, spec.template.spec", "apps/v1, ReplicaSet, spec.template.spec",
			"batch/v1, Job, spec.template.spec", "batch/v1, CronJob, spec.jobTemplate.spec.template.spec",
			"argoproj.io/v1alpha1, Rollout, spec.template.spec" })
	void everyKindWithAPodTemplateIsAWorkload(String apiVersion, String kind, String path) throws IOException {
		String manifest = "{apiVersion: %s, kind: %s, metadata: {name: app}, ".formatted(apiVersion, kind)
				+ path.replace(".", ": {") + ": {containers: [{name: main, image: app}]}"
				+ "}".repeat(path.split("\\.", -1).length);
		PodSpecs manifests = PodSpecs.load(write("workload.yaml", manifest));
		assertThat(manifests.workload("app").container("main").getImage()).isEqualTo("app");
		Path misspelled = write("misspelled.yaml", manifest.replace("image", "imgae"));
		assertThatIllegalArgumentException().isThrownBy(() -> PodSpecs.load(misspelled))
			.withMessage("%s:1: %s.containers[0].imgae: Kubernetes knows no such field", misspelled, path);
	}

	@Test
	void whatIsNotThereIsToldWithWhatIs() throws IOException {
		Path file = write("two.yaml", DEPLOYMENT + "---\n" + DEPLOYMENT.replace("kind: Deployment", "kind: DaemonSet"));
		PodSpecs manifests = PodSpecs.load(file);
		assertThatIllegalArgumentException().isThrownBy(() -> manifests.workload("ap"))
			.withMessage("%s: there is no workload called 'ap', but [Deployment/app, DaemonSet/app]", file);
		assertThatIllegalArgumentException().isThrownBy(() -> manifests.workload("app"))
			.withMessage("%s: there are several workloads called 'app', but [Deployment/app, DaemonSet/app]", file);
		assertThatIllegalArgumentException().isThrownBy(() -> manifests.workload("daemonset/app").container("ap"))
			.withMessage("%s:35: DaemonSet/app has no container 'ap', but [app]", file);
	}

	private Path write(String name, String content) throws IOException {
		return Files.writeString(this.directory.resolve(name), content);
	}

}
