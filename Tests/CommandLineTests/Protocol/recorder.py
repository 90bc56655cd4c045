"""Runs a language server between the client and files with all that both write: recorder.py DIRECTORY PROGRAM ARGUMENT..."""
import os
import subprocess
import sys
import threading
import uuid


def copy(read, write, path, close):
    with open(path, "wb") as record:
        while data := os.read(read, 1 << 16):
            record.write(data)
            record.flush()
            while data:
                data = data[os.write(write, data):]
    close()


def main():
    directory, *command = sys.argv[1:]
    name = os.path.join(directory, uuid.uuid4().hex)
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    client = threading.Thread(
        target=copy, args=(0, server.stdin.fileno(), name + ".client", server.stdin.close), daemon=True)
    client.start()
    copy(server.stdout.fileno(), 1, name + ".server", lambda: None)
    sys.exit(server.wait())


main()
