package io.shutdownstarter;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The structure of {@code docs/design.md}, held.
 */
@AnalyzeClasses(packages = "io.shutdownstarter", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

	private static final DescribedPredicate<JavaClass> WIRING = DescribedPredicate.describe("wiring",
			(type) -> type.getName().startsWith("io.shutdownstarter.ShutdownProperties")
					|| type.getSimpleName().endsWith("Configuration")
					|| type.getSimpleName().endsWith("FailureAnalyzer") || type.getSimpleName().endsWith("RuntimeHints")
					|| type.getSimpleName().equals("SpringBootLineCheck"));

	@ArchTest
	static final ArchRule packagesAreFreeOfCycles = slices().matching("io.shutdownstarter.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule kernelKnowsNoEdge = noClasses().that()
		.resideInAPackage("io.shutdownstarter")
		.should()
		.dependOnClassesThat(resideInAPackage("io.shutdownstarter.(*)..")
			.and(DescribedPredicate.not(resideInAPackage("io.shutdownstarter"))));

	@ArchTest
	static final ArchRule edgesKnowOnlyTheRoot = slices().matching("io.shutdownstarter.(*)..")
		.should()
		.notDependOnEachOther()
		// which checks there are, and where the hook is, is known to the actuator only
		.ignoreDependency(resideInAPackage("io.shutdownstarter.actuate"),
				resideInAPackage("io.shutdownstarter.diagnostics"));

	@ArchTest
	static final ArchRule kernelKnowsNoWebNoActuatorNoMicrometer = classes().that()
		.resideInAPackage("io.shutdownstarter")
		.and(DescribedPredicate.not(WIRING))
		.should()
		.onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "org.apache.commons.logging..",
				"org.springframework.beans..", "org.springframework.context..", "org.springframework.core..",
				"org.springframework.util..", "org.springframework.boot.availability..", "io.shutdownstarter"));

	@ArchTest
	static final ArchRule timeAndCountingKnowNothingButJava = classes().that()
		.haveSimpleName("Deadline")
		.or()
		.haveNameMatching(
				"io\\.shutdownstarter\\.(InFlightRequests|PropagationWait|TerminationBudget|LateRequests|PhaseTimes).*")
		.should()
		.onlyDependOnClassesThat(
				resideInAnyPackage("java..", "org.jspecify..", "org.springframework.util..", "io.shutdownstarter"));

	@ArchTest
	static final ArchRule autoConfigurationsArePublicAndFinal = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(JavaModifier.FINAL);

	@ArchTest
	static final ArchRule autoConfigurationsHaveNoPublicMembers = methods().that()
		.areDeclaredInClassesThat()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.notBePublic();

	@ArchTest
	static final ArchRule endpointsAndFiltersAreNotPublic = classes().that()
		.areAnnotatedWith(WebEndpoint.class)
		.or()
		.areAnnotatedWith(Endpoint.class)
		.or()
		.implement("jakarta.servlet.Filter")
		.or()
		.implement("org.springframework.web.server.WebFilter")
		.or()
		.implement("org.springframework.http.server.reactive.HttpHandler")
		.should()
		.notBePublic();

	@ArchTest
	static final ArchRule guardsOfTheHookKnowNoStack = noClasses().that()
		.haveNameMatching(
				"io\\.shutdownstarter\\.actuate\\.(Hook(Call|Guard|Path|Place|Checks)|KubeletGuard|TokenGuard|Refus.*)")
		.should()
		.dependOnClassesThat(resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "reactor..",
				"org.springframework.http.server.reactive.."));

	/**
	 * A native image finds by its name only what it is told of. Whoever comes to these
	 * needs hints, and a test for them.
	 */
	@ArchTest
	static final ArchRule whatIsReachedByNameHasHints = noClasses().that()
		.haveNameNotMatching(
				"io\\.shutdownstarter\\.(PhaseTimeouts|actuate\\.(ForwardedMark.*|JettyFactory.*|NativeRequest)|reactive\\.(Jetty(Request|Upload)|ServerProtocol|UndertowExchange)|server\\.(ReactorNettyStop|TomcatConnections|WebServers)|servlet\\.JettyRequest)")
		.should()
		.dependOnClassesThat()
		.belongToAnyOf(ReflectionUtils.class, DirectFieldAccessor.class)
		.orShould()
		.callMethod(ClassUtils.class, "isPresent", String.class, ClassLoader.class)
		.orShould()
		.callMethod(ClassUtils.class, "resolveClassName", String.class, ClassLoader.class)
		.orShould()
		.callMethod(Class.class, "forName", String.class);

	@ArchTest
	static final ArchRule waitsUseTheMonotonicClock = noClasses().should()
		.callMethod(System.class, "currentTimeMillis")
		.orShould()
		.callMethod(Thread.class, "sleep", long.class);

}
