package io.shutdownstarter.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for manifests, whole or in part: Kubernetes knows every field.
 */
class ManifestSnippetTests {

	@TempDir
	private Path directory;

	static List<Block> blocks() {
		return Block.of("yaml").stream().filter((block) -> Yaml.of(block) != Yaml.SETTINGS).toList();
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void kubernetesKnowsEveryField(Block block) {
		assertThat(Yaml.read(Yaml.manifest(block), this.directory)).isNotNull();
	}

	@Test
	void aFieldThatKubernetesDoesNotKnowIsFound() {
		for (String text : List.of("lifecycle: { preStop: { httpget: {} } }",
				"{ terminationGracePeriodSecond: 30, containers: [] }",
				"{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: a }, spec: { from: 1 } }")) {
			Map<String, Object> manifest = Yaml.manifest(new Block("here", "", "yaml", List.of(text)));
			assertThatIllegalArgumentException().as(text).isThrownBy(() -> Yaml.read(manifest, this.directory));
		}
	}

}
