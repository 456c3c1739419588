package org.helia.itests;

import org.junit.runner.RunWith;
import org.junit.runners.Suite;
import org.junit.runners.Suite.SuiteClasses;

/** The tests that share one container. */
@RunWith(Suite.class)
@SuiteClasses({NodeTest.class})
public class ContainerSuiteIT {}
