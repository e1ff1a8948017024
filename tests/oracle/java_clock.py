"""Sets the clock of a running Java: JavaRosa asks the machine for the time and cannot be given one.

`java.util.Date`, Joda and everything above them read `System.currentTimeMillis`, a native method;
it is bound anew to a function of ours, as the Java Native Interface allows. The Java must have been
started with `OPTIONS`, or its compiler would put in the machine's time instead of the call.
"""

import ctypes
from datetime import datetime
from pathlib import Path

OPTIONS = (
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:DisableIntrinsic=_currentTimeMillis",
    "-Xlog:jni+resolve=off",
)
_JNI_VERSION = 0x00010008
_GET_ENVIRONMENT, _FIND_CLASS, _REGISTER_NATIVES = 6, 6, 215
"""Places in the tables of functions that the specification of the interface fixes."""


class _Native(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("signature", ctypes.c_char_p),
        ("function", ctypes.c_void_p),
    )


class JavaClock:
    """Stands still until it is set."""

    def __init__(self, library: Path, at: datetime) -> None:
        self._milliseconds = 0
        self.set(at)
        answer = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p)
        self._asked = answer(lambda environment, system: self._milliseconds)
        self._bind(library)

    def set(self, at: datetime) -> None:
        """`at` is aware."""
        self._milliseconds = int(at.timestamp()) * 1000 + at.microsecond // 1000

    def _bind(self, library: Path) -> None:
        pointer, integer = ctypes.c_void_p, ctypes.c_int
        machine, found = pointer(), integer()
        ctypes.CDLL(str(library)).JNI_GetCreatedJavaVMs(
            ctypes.byref(machine), 1, ctypes.byref(found)
        )
        environment = pointer()
        _call(machine, _GET_ENVIRONMENT, integer, pointer, integer)(
            machine, ctypes.byref(environment), _JNI_VERSION
        )
        system = _call(environment, _FIND_CLASS, pointer, ctypes.c_char_p)(
            environment, b"java/lang/System"
        )
        native = _Native(
            b"currentTimeMillis", b"()J", ctypes.cast(self._asked, ctypes.c_void_p).value
        )
        refused = _call(environment, _REGISTER_NATIVES, integer, pointer, pointer, integer)(
            environment, system, ctypes.byref(native), 1
        )
        if refused:
            raise RuntimeError(f"Java did not take the clock (JNI error {refused}); expected 0")


def _call(table: ctypes.c_void_p, place: int, returns: type, *takes: type) -> "ctypes._FuncPointer":
    functions = ctypes.cast(table, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
    return ctypes.CFUNCTYPE(returns, ctypes.c_void_p, *takes)(functions[place])
