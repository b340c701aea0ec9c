package io.shutdownstarter.test;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Makes objects of documents, as strict as the API server is with
 * {@code --validate=strict}: the object model's own mapper would put a field that it does
 * not know aside, and make a number of a text.
 */
final class PodSpecKinds {

	private static final JsonMapper mapper = JsonMapper.builder()
		.annotationIntrospector(new NothingPutAside())
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
		.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
		.withCoercionConfig(LogicalType.Textual,
				(coercion) -> coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
		.build();

	/** By API version and kind: all of the object model that is on the class path. */
	private static final Map<String, Map<String, Class<? extends HasMetadata>>> kinds = ServiceLoader
		.load(KubernetesResource.class, KubernetesResource.class.getClassLoader())
		.stream()
		.<Class<?>>map(ServiceLoader.Provider::type)
		.filter(HasMetadata.class::isAssignableFrom)
		.map((type) -> type.<HasMetadata>asSubclass(HasMetadata.class))
		.collect(Collectors.groupingBy(HasMetadata::getApiVersion,
				Collectors.toMap(HasMetadata::getKind, Function.identity(), (first, second) -> first)));

	private PodSpecKinds() {
	}

	/**
	 * Make the object that a document describes.
	 * @param document the document
	 * @return the object, empty if it belongs to an API that the object model does not
	 * have, such as a custom resource
	 */
	static Optional<HasMetadata> read(PodSpecDocument document) {
		String apiVersion = text(document, "apiVersion");
		String kind = text(document, "kind");
		Map<String, Class<? extends HasMetadata>> known = kinds.get(apiVersion);
		if (known == null) {
			return Optional.empty();
		}
		Class<? extends HasMetadata> type = known.get(kind);
		if (type == null) {
			throw failure(document, "kind", "'%s' has no kind '%s'".formatted(apiVersion, kind));
		}
		return Optional.of(named(document, convert(document, "", type)));
	}

	/**
	 * Make the object that a part of a document describes.
	 * @param <T> the type
	 * @param document the document
	 * @param path the path of the part, empty for the whole
	 * @param type the type
	 * @return the object
	 */
	static <T> T convert(PodSpecDocument document, String path, Class<T> type) {
		try {
			return mapper.convertValue(path.isEmpty() ? document.content() : document.value(path), type);
		}
		catch (PropertyBindingException ex) {
			throw failure(document, path(path, ex), "Kubernetes knows no such field");
		}
		catch (JacksonException ex) {
			throw failure(document, path(path, ex), "the value has a wrong type: " + ex.getOriginalMessage());
		}
	}

	private static HasMetadata named(PodSpecDocument document, HasMetadata resource) {
		if (resource.getMetadata() == null || resource.getMetadata().getName() == null) {
			throw failure(document, "metadata.name", "the name is missing");
		}
		return resource;
	}

	private static String text(PodSpecDocument document, String field) {
		if (document.content().get(field) instanceof String text) {
			return text;
		}
		throw failure(document, field, "a manifest begins with apiVersion and kind");
	}

	private static String path(String parent, JacksonException ex) {
		StringBuilder path = new StringBuilder(parent);
		for (JacksonException.Reference step : ex.getPath()) {
			String name = step.getPropertyName();
			path.append((name != null) ? "." + name : "[" + step.getIndex() + "]");
		}
		return path.toString().replaceFirst("^\\.", "");
	}

	private static IllegalArgumentException failure(PodSpecDocument document, String path, String problem) {
		return new IllegalArgumentException(
				"%s: %s%s".formatted(document.place(path), path.isEmpty() ? "" : path + ": ", problem));
	}

	/**
	 * Takes from every class of the object model the place for unknown fields.
	 */
	private static final class NothingPutAside extends JacksonAnnotationIntrospector {

		@Override
		public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
			return false;
		}

	}

}
