"""回線 — a slow line before the server: what a journey does not wait for fails on it, every time.

    SLOW_LINE=800 python -m tests tests/journeys -k start

Each answer is held back for that many milliseconds.
"""

import socket
import threading
import time


def hold_back(port: int, server: int, milliseconds: int) -> None:
    """Pass on what comes to `port` to `server`, and its answers later."""
    listening = socket.create_server(("127.0.0.1", port), backlog=128)

    def take():
        while True:
            client, _address = listening.accept()
            try:
                upstream = socket.create_connection(("127.0.0.1", server))
            except OSError:
                client.close()
                continue
            for source, sink, wait in ((client, upstream, 0), (upstream, client, milliseconds)):
                threading.Thread(target=_pass, args=(source, sink, wait), daemon=True).start()

    threading.Thread(target=take, daemon=True).start()


def _pass(source: socket.socket, sink: socket.socket, milliseconds: int) -> None:
    try:
        while data := source.recv(1 << 16):
            time.sleep(milliseconds / 1000)
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        source.close()
        sink.close()
