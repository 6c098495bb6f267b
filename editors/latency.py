"""How long an editor waits: python3 editors/latency.py target/release/kaocheng rules/2019/departments.kc"""
import json, pathlib, statistics, subprocess, sys, time

server = subprocess.Popen([sys.argv[1], "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
file = pathlib.Path(sys.argv[2]).resolve()
document = {"uri": file.as_uri()}
text = file.read_text(encoding="utf-8")


def said(method, ask=None, **params):
    """Sends a message and waits for the next one back."""
    message = {"jsonrpc": "2.0", "method": method, "params": params} | ({"id": ask} if ask else {})
    body = json.dumps(message).encode()
    server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    server.stdin.flush()
    length = int(server.stdout.readline().split(b":")[1])
    server.stdout.readline()
    return json.loads(server.stdout.read(length))


said("initialize", 1, capabilities={})
said("textDocument/didOpen", textDocument=document | {"text": text})
offset = text.rindex("分:") - 1
line = text[:offset].count("\n")
at = {"line": line, "character": offset - text.rfind("\n", 0, offset) - 1}
# On the name of the indicator that the line is about.
named = text.splitlines()[line].index("指标") + 4
change = {"range": {"start": at, "end": at | {"character": at["character"] + 1}}}
times = {"change → findings": [], "hover": [], "completion": []}
for turn in range(100):
    asked = {"textDocument": document, "position": at | {"character": named}}
    steps = {
        "change → findings": lambda: said("textDocument/didChange", textDocument=document, contentChanges=[change | {"text": "45"[turn % 2]}]),
        "hover": lambda: said("textDocument/hover", 2, **asked),
        "completion": lambda: said("textDocument/completion", 3, **asked),
    }
    for name, step in steps.items():
        began = time.perf_counter()
        step()
        times[name].append(1000 * (time.perf_counter() - began))
assert said("textDocument/hover", 4, textDocument=document, position=at | {"character": named})["result"], "hover says nothing"
for name, each in times.items():
    print(f"{name}: median {statistics.median(each):.1f} ms, p95 {sorted(each)[94]:.1f} ms")
server.kill()
