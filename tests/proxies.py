"""nginx before a desk: HTTPS, a path of its own, and signing in by a password that only nginx knows."""

from __future__ import annotations

import base64
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PASSWORD = "nginx alone knows this"  # noqa: S105 (of nobody)
# As docs/desk.md tells it; here every file lies in a folder of the test's own, and people stand in a list.
_CONF = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/cert.pem;
    ssl_certificate_key {folder}/key.pem;
    location /khabar/ {{
      auth_basic "khabar";
      auth_basic_user_file {folder}/people;
      proxy_pass {desk};
      proxy_set_header Host $http_host;
      proxy_set_header X-Remote-User $remote_user;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }}
  }}
}}
"""


def find_nginx() -> str | None:
    """The program, which Debian puts where only root looks."""
    return shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]))


@contextmanager
def nginx(folder: Path, desk: str, names: tuple[str, ...], *, keeps_path: bool = False) -> Iterator[str]:
    """Serve the desk at `{address}/khabar/` over HTTPS; gives the address. `keeps_path`: nginx passes it whole."""
    program = find_nginx()
    assert program is not None, "nginx is not installed; run: apt-get install nginx-light"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1",
         "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    (folder / "people").write_text("".join(f"{name}:{{PLAIN}}{PASSWORD}\n" for name in names), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    conf = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""  # else its workers may not read what root's tests made
    desk += "" if keeps_path else "/"
    conf.write_text(_CONF.format(folder=folder, port=port, desk=desk, user=user), encoding="utf-8")
    running = subprocess.Popen([program, "-p", str(folder), "-c", str(conf), "-e", str(folder / "error.log")])
    try:
        _wait(port, running)
        yield f"https://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(10)


def _wait(port: int, running: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert running.poll() is None, "nginx did not start"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nginx does not listen")


def basic(name: str, password: str = PASSWORD) -> str:
    """The header with which a browser tells nginx who it is."""
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()
