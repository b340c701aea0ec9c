package io.shutdownstarter.docs;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.FieldAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/**
 * What classes refer to and a class path lacks, before the JVM looks for it: classes, and
 * members with the very parameters and type, wherever in the hierarchy, as the JVM links
 * them; and methods that a class does not implement there. ArchUnit reads the classes.
 */
final class Linkage implements AutoCloseable {

	private final Path classes;

	private final URLClassLoader classPath;

	/**
	 * Prepares the look.
	 * @param classes a jar or a directory
	 * @param classPath what is to have all that they refer to
	 */
	Linkage(Path classes, List<Path> classPath) {
		this.classes = classes;
		this.classPath = new URLClassLoader(
				Stream.concat(Stream.of(classes), classPath.stream()).map(Linkage::url).toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader());
	}

	private static URL url(Path path) {
		try {
			return path.toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * Looks for what is missing.
	 * @param in the beginning of the names of the classes to look at
	 * @return what is missing, by the name of the class that refers to it
	 * @throws IOException if the classes cannot be read
	 */
	Map<String, Set<String>> missing(String in) throws IOException {
		Map<String, Set<String>> missing = new TreeMap<>();
		for (JavaClass type : read()) {
			// an annotation that is missing is as good as none
			if (type.getName().startsWith(in) && !type.getSimpleName().equals("package-info")) {
				Set<String> of = Stream.of(missingClasses(type), missingMembers(type), missingMethods(type))
					.flatMap((found) -> found)
					.collect(Collectors.toCollection(TreeSet::new));
				if (!of.isEmpty()) {
					missing.put(type.getName(), of);
				}
			}
		}
		return missing;
	}

	// ArchUnit looks for what classes refer to on the class path of the thread
	private JavaClasses read() throws IOException {
		Thread thread = Thread.currentThread();
		ClassLoader own = thread.getContextClassLoader();
		thread.setContextClassLoader(this.classPath);
		try {
			return Files.isDirectory(this.classes) ? new ClassFileImporter().importPath(this.classes) : readJar();
		}
		finally {
			thread.setContextClassLoader(own);
		}
	}

	private JavaClasses readJar() throws IOException {
		try (JarFile jar = new JarFile(this.classes.toFile())) {
			return new ClassFileImporter().importJar(jar);
		}
	}

	private Stream<String> missingClasses(JavaClass type) {
		return type.getDirectDependenciesFromSelf()
			.stream()
			.filter((dependency) -> !exists(dependency.getTargetClass()))
			.map(Dependency::getDescription);
	}

	private boolean exists(JavaClass type) {
		JavaClass element = type.getBaseComponentType();
		return element.isPrimitive()
				|| this.classPath.getResource(element.getName().replace('.', '/') + ".class") != null;
	}

	private Stream<String> missingMembers(JavaClass type) {
		return type.getAccessesFromSelf()
			.stream()
			.filter((access) -> exists(access.getTargetOwner()) && !isThere(access))
			.map(JavaAccess::getDescription);
	}

	private static boolean isThere(JavaAccess<?> access) {
		JavaClass owner = access.getTargetOwner();
		// Java itself is what the compiler was told, and arrays have methods of no class
		if (owner.isArray() || owner.getName().startsWith("java.")) {
			return true;
		}
		AccessTarget target = access.getTarget();
		String wanted = descriptor(target);
		boolean constructor = target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME);
		return (constructor ? owner.getConstructors() : owner.getAllMembers()).stream()
			.filter((member) -> member.getName().equals(target.getName()))
			.filter((member) -> isVisible(member, access.getOriginOwner()))
			.anyMatch((member) -> descriptor(member).equals(wanted));
	}

	private static boolean isVisible(JavaMember member, JavaClass from) {
		Set<JavaModifier> modifiers = member.getModifiers();
		return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED)
				|| member.getOwner().getPackageName().equals(from.getPackageName());
	}

	private static String descriptor(AccessTarget target) {
		return (target instanceof CodeUnitAccessTarget method)
				? descriptor(method, method.getRawParameterTypes(), method.getRawReturnType())
				: descriptor(target, List.of(), ((FieldAccessTarget) target).getRawType());
	}

	private static String descriptor(JavaMember member) {
		return (member instanceof JavaCodeUnit method)
				? descriptor(method, method.getRawParameterTypes(), method.getRawReturnType())
				: descriptor(member, List.of(), ((JavaField) member).getRawType());
	}

	private static String descriptor(HasName named, List<JavaClass> parameters, JavaClass type) {
		return named.getName() + parameters.stream().map(JavaClass::getName).toList() + type.getName();
	}

	private static Stream<String> missingMethods(JavaClass type) {
		if (type.isInterface() || type.getModifiers().contains(JavaModifier.ABSTRACT)) {
			return Stream.empty();
		}
		Map<String, List<JavaMember>> methods = new TreeMap<>();
		type.getAllMethods()
			.forEach(
					(method) -> methods
						.computeIfAbsent(
								method.getName()
										+ method.getRawParameterTypes().stream().map(JavaClass::getName).toList(),
								(signature) -> new ArrayList<>())
						.add(method));
		return methods.values()
			.stream()
			.filter((same) -> same.stream().allMatch((method) -> method.getModifiers().contains(JavaModifier.ABSTRACT)))
			.map((same) -> "Class <%s> does not implement <%s>".formatted(type.getName(), same.get(0).getFullName()));
	}

	@Override
	public void close() throws IOException {
		this.classPath.close();
	}

}
