package io.shutdownstarter.support;

import java.util.List;
import java.util.Locale;

/**
 * The servers of the tests' Boot line on which servlets run.
 */
public enum ServletServer implements Server {

	/**
	 * The one that nearly everybody has.
	 */
	TOMCAT,

	/**
	 * The other one.
	 */
	JETTY;

	@Override
	public List<String> settings() {
		return List.of(setting());
	}

	/**
	 * What an application sets to be served by it.
	 * @return a setting, such as {@code a=b}
	 */
	public String setting() {
		return ServerSwitch.SERVER + "=" + name().toLowerCase(Locale.ROOT);
	}

}
