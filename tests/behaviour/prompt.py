"""The prompt on a real terminal (a pty): questions over several lines, steps added, history, commands, Ctrl-C and Ctrl-D."""
import os
import pty
import re
import select
import time

from _program import EVIDENT, Folder, expect, finish

TEXT = """# Joint teams

## Findings

We interviewed 12 nurses. Regular meetings shortened the length of stay.

## Barriers

- Lack of trust
- Different computer systems
"""


class Terminal:
    def __init__(self, folder, *arguments):
        self.seen = ""
        pid, self.terminal = pty.fork()
        if pid == 0:
            os.chdir(folder.path)
            environment = {**os.environ, "TERM": "xterm", "LANG": "C.UTF-8", "PAGER": "cat", "HOME": str(folder.path), "COLUMNS": "100"}
            environment.pop("EVIDENT_BASE", None)
            os.execve(EVIDENT, [EVIDENT, *arguments], environment)
        self.pid = pid

    def wait(self, for_what, what, seconds=20):
        """What was printed until `for_what` was seen."""
        end = time.monotonic() + seconds
        while True:
            plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x07|\r", "", self.seen)
            at = re.search(for_what, plain)
            if at:
                self.seen = plain[at.end():]
                return plain[:at.end()]
            if time.monotonic() > end or not select.select([self.terminal], [], [], 0.2)[0]:
                if time.monotonic() > end:
                    expect(False, what, plain[-2000:])
                    return plain
                continue
            try:
                self.seen += os.read(self.terminal, 65536).decode(errors="replace")
            except OSError:  # the program ended
                expect(bool(re.search(for_what, plain)), what, plain[-2000:])
                return plain

    def say(self, text):
        time.sleep(0.2)  # a person types after the prompt stands there: libedit shows it just before it takes the keyboard
        os.write(self.terminal, text.encode())

    def end(self):
        status = os.waitpid(self.pid, 0)[1]
        return os.waitstatus_to_exitcode(status)


with Folder() as folder:
    folder.write("report.md", TEXT)
    expect(folder.run("ingest", "report.md").returncode == 0, "the document is read")

    screen = Terminal(folder)
    screen.wait(r"ask> ", "without arguments on a terminal the prompt comes")
    screen.say("how many barriers are there?\n")
    screen.wait(r"2 barriers", "a question is answered")
    screen.say("list barriers |\n")
    screen.wait(r"\.\.\.> ", "a question that ends with a bar goes on in the next line")
    screen.say("limit 1\n")
    screen.wait(r"Question: list barriers \|\s+limit 1", "both lines are one question")
    screen.say('list claims about "tru\n')
    screen.wait(r"\.\.\.> ", "an open quotation mark goes on")
    screen.say("\x03")
    screen.wait(r"ask> ", "Ctrl-C throws away what was typed")
    screen.say("list barriers\n")
    screen.wait(r"computer systems", "the barriers are listed")
    screen.say("| sort by name desc | limit 1\n")
    screen.wait(r"Question: list barriers\s+\| sort by name desc", "a line that begins with a bar adds a step to the last question")
    screen.wait(r"ask> ", "and the prompt comes again")
    screen.say("\x1b[A")  # arrow up
    screen.wait(r"list barriers \| sort by name desc \| limit 1", "arrow up brings the question back as one line")
    screen.say("\x03")
    screen.wait(r"ask> ", "and Ctrl-C leaves it")
    screen.say("list claims abo\t")
    screen.wait(r"list claims about $", "Tab goes on with the only word that can stand there")
    screen.say("\x03")
    screen.wait(r"ask> ", "and Ctrl-C leaves it")
    screen.say("list barriers | so\t")
    screen.wait(r"list barriers \| sort by ", "Tab writes words of several parts")
    screen.say("na\t | limit 1\n")
    screen.wait(r"Question: list barriers \| sort by name\s+\| limit 1", "and what was completed is a question")
    screen.say("list barriers named in \t")
    screen.wait(r"every +how many: all of them", "Tab lists what may stand there, with what it is")
    screen.say("\x03")
    screen.wait(r"ask> ", "and Ctrl-C leaves it again")
    screen.say("list barriers\n")
    screen.wait(r"ask> ", "a question to go on from")
    screen.say("| li\t")
    screen.wait(r"\| limit ", "a step for the last question is completed too")
    screen.say("\x03")
    screen.wait(r"ask> ", "and left")
    screen.say("which bariers are there?\n")
    screen.wait(r"did you mean 'barriers'", "an error is printed and nothing ends")
    screen.wait(r"yes asks it with this change", "what it proposes can be taken")
    screen.say("yes\n")
    screen.wait(r"Question: which barriers are there\?", "yes asks what was proposed")
    screen.say("what gets in the way?\n")
    screen.wait(r"try: list barriers", "words of one's own are met with a question that runs")
    screen.say("yes\n")
    screen.wait(r"Question: list barriers", "which yes asks")
    screen.say("format json\nset topic=trust\nhow many claims about $topic\n")
    screen.wait(r'"kind": "number"', "the format and a value for a name in questions can be set")
    screen.say("format nonsense\n")
    screen.wait(r"there is no format 'nonsense'", "an unknown format is refused")
    screen.say("help\n")
    screen.wait(r"quit\s+leave", "help lists what can be said")
    screen.say("\x04")
    screen.wait(r"\n", "Ctrl-D is understood")
    expect(screen.end() == 0, "Ctrl-D leaves with exit code 0")

    history = folder.path / "evidence.evd.history"
    expect(history.exists() and history.stat().st_mode & 0o077 == 0, "the history is the owner's alone")
    screen = Terminal(folder, "-b", "evidence.evd")
    screen.wait(r"ask> ", "the library can be named")
    screen.say("\x1b[A\x1b[A")
    screen.wait(r"format nonsense", "the history is there the next time")
    screen.say("\x03")
    screen.wait(r"ask> ", "Ctrl-C again")
    screen.say("quit\n")
    screen.wait(r"quit", "quit is understood")
    expect(screen.end() == 0, "quit leaves with exit code 0")

    expect(folder.run("remove", "report.md").returncode == 0, "the source is removed")
    expect(not history.exists(), "and so are the questions that may quote it")

    bare = folder.run()
    expect(bare.returncode == 1 and b"Usage" in bare.stderr, "without a terminal and a command, usage and exit code 1", bare.stderr.decode())
finish()
