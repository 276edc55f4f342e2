"""Loads a PKCS#11 module for many threads.

python-pkcs11 lets other threads run during every call, yet initialises modules as single-threaded (`C_Initialize(NULL)`):
two threads in SoftHSM then crash the process. Before the module is first used, its `C_Initialize` entry is replaced by one
that asks for operating-system locking (PKCS#11 v2.40 §5.4, CKF_OS_LOCKING_OK). No C compiler is needed.
"""

import ctypes
import os
from threading import Lock
from typing import Any

import pkcs11

CKF_OS_LOCKING_OK = 2
CLOSE_ALL_SESSIONS = 14
"""Index of C_CloseAllSessions in CK_FUNCTION_LIST (PKCS#11 v2.40 §3.6)."""

Initialise = ctypes.CFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p)


class FunctionList(ctypes.Structure):
    """CK_FUNCTION_LIST: a version, then 68 function pointers."""

    _fields_ = (("version", ctypes.c_ubyte * 2), ("functions", ctypes.c_void_p * 68))


class InitialiseArguments(ctypes.Structure):
    """CK_C_INITIALIZE_ARGS: four mutex functions (none: the system's), flags, reserved."""

    _fields_ = (("mutex", ctypes.c_void_p * 4), ("flags", ctypes.c_ulong), ("reserved", ctypes.c_void_p))


class Loaded:
    """One module of this process: python-pkcs11's library and the functions it does not offer."""

    def __init__(self, path: str) -> None:
        self.library: Any
        found = ctypes.POINTER(FunctionList)()
        shared = ctypes.CDLL(path)
        if shared.C_GetFunctionList(ctypes.byref(found)):
            raise OSError(f"{path}: C_GetFunctionList failed")
        self._functions = found.contents.functions
        self._first = Initialise(self._functions[0])
        self._locking = Initialise(self._initialise)
        self._arguments = InitialiseArguments(flags=CKF_OS_LOCKING_OK)
        self._functions[0] = ctypes.cast(self._locking, ctypes.c_void_p).value
        self.library = pkcs11.lib(path)

    def close_all_sessions(self, slot: int) -> None:
        """Ends every session on a slot, those too that a refused PIN left behind."""
        ctypes.CFUNCTYPE(ctypes.c_ulong, ctypes.c_ulong)(self._functions[CLOSE_ALL_SESSIONS])(slot)

    def _initialise(self, arguments: int | None) -> int:
        return int(self._first(arguments or ctypes.addressof(self._arguments)))


_loaded: dict[str, Loaded] = {}
_lock = Lock()
_process: list[int] = []
"""The process that loaded a module."""


def check_own() -> None:
    """A forked child inherits sessions that are logged in, and could sign without any secret.

    Raises: RuntimeError in any process but the one that loaded the module.
    """
    if _process and _process[0] != os.getpid():
        raise RuntimeError("a PKCS#11 module is used by the process that loaded it, never by one forked from it")


def load(path: str) -> Loaded:
    """The module at `path`, loaded once in a process. Load it after a fork, never before. Raises: OSError."""
    check_own()
    with _lock:
        if path not in _loaded:
            _process[:] = [os.getpid()]
            _loaded[path] = Loaded(path)
        return _loaded[path]
