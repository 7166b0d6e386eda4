"""A desk that is served to a browser, in a thread of the test's own process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from khabar.desk.app import create_app
from khabar.desk.security import Access
from khabar.desk.serve import listen
from khabar.lexicon import Lexicon
from khabar.store import Archive

LAPTOP = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}

Open = Callable[..., Any]  # opens a path of the desk in a browser and gives the page


class Live:
    """A desk that is served: its address and its archive."""

    def __init__(self, archive: Archive, access: Access, lexicon: Lexicon) -> None:
        import uvicorn

        self.archive = archive
        self._socket = listen("127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(create_app(archive, access, lexicon=lexicon), log_level="warning", proxy_headers=False)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def stop(self) -> None:
        """End it and wait for its end."""
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()
