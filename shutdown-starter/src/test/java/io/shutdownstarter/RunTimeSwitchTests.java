package io.shutdownstarter;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.aot.BeanInstanceSupplier;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.env.MockEnvironment;

import io.shutdownstarter.wiring.ApplicationOfItsOwn;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunTimeSwitch}, on definitions as they are generated ahead of time. In
 * processes: {@code AotIT}.
 */
class RunTimeSwitchTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	@BeforeEach
	void define() {
		this.beans.registerBeanDefinition("configuration", new RootBeanDefinition(ShutdownAutoConfiguration.class));
		this.beans.registerBeanDefinition("ours",
				made(InFlightRequests.class, ShutdownAutoConfiguration.class, "inFlightRequests"));
		this.beans.registerBeanDefinition("boots-type",
				made(FilterRegistrationBean.class, ShutdownAutoConfiguration.class, "inFlightRequests"));
		this.beans.registerBeanDefinition("theirs", new RootBeanDefinition(ApplicationOfItsOwn.class));
		this.beans.registerBeanDefinition("theirs-of-our-type",
				made(UncountedPaths.class, ApplicationOfItsOwn.class, "uncountedPaths"));
	}

	@Test
	void whereItIsSwitchedOffNothingOfOursIsLeft() {
		switchIt(new MockEnvironment().withProperty("shutdown-starter.enabled", "false"));

		assertThat(this.beans.getBeanDefinitionNames()).containsExactly("theirs", "theirs-of-our-type");
	}

	@Test
	void whereItIsNotSwitchedOffEverythingStays() {
		switchIt(new MockEnvironment().withProperty("shutdown-starter.enabled", "true"));
		switchIt(new MockEnvironment());

		assertThat(this.beans.getBeanDefinitionNames()).hasSize(5);
	}

	@Test
	void everyPackageOfTheJarIsKnown() {
		Set<String> packages = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
			.importPackages("io.shutdownstarter")
			.stream()
			.map(JavaClass::getPackageName)
			.collect(Collectors.toCollection(TreeSet::new));

		assertThat(packages).contains("io.shutdownstarter.actuate").isSubsetOf(RunTimeSwitch.PACKAGES);
	}

	private void switchIt(MockEnvironment environment) {
		new RunTimeSwitch(environment).postProcessBeanDefinitionRegistry(this.beans);
	}

	private static RootBeanDefinition made(Class<?> type, Class<?> configuration, String method) {
		RootBeanDefinition definition = new RootBeanDefinition(type);
		definition.setInstanceSupplier(BeanInstanceSupplier.forFactoryMethod(configuration, method));
		return definition;
	}

}
