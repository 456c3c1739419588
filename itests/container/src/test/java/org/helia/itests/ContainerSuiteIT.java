package org.helia.itests;

import org.junit.runner.RunWith;
import org.junit.runners.Suite;
import org.junit.runners.Suite.SuiteClasses;

/** The tests that share one container. */
@RunWith(Suite.class)
@SuiteClasses({
  NodeTest.class,
  AddReadExportTest.class,
  ShellTest.class,
  ConfigTest.class,
  SamplePluginTest.class,
  JoinTest.class,
  HelperSwapTest.class
})
public class ContainerSuiteIT {}
