// fork and exec by hand, because what stands between the two is the point: limits on memory, processor time,
// files and core dumps; a group of its own, so that nothing of it outlives us; every other descriptor closed;
// an empty network of its own where the kernel lets users have one, and a filter of system calls (seccomp,
// see the kernel's Documentation/userspace-api/seccomp_filter.rst) that refuses sockets in any case. Between
// fork and exec only calls that are safe there: no memory is taken.
#include "support/child.hpp"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <optional>

namespace evident {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  void set(int fd) { fd_ = fd; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kArchitecture = 0;  // the filter is left out
#endif

// Refuses what opens a way to other machines or other programs; everything else is allowed.
void refuse_sockets() {
  if (kArchitecture == 0) return;
  constexpr auto kRefuse = static_cast<std::uint32_t>(SECCOMP_RET_ERRNO | EPERM);
#define REFUSED(call)                                                          \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1), \
      BPF_STMT(BPF_RET | BPF_K, kRefuse)
  sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),  // the x32 numbers would pass by the others
      BPF_STMT(BPF_RET | BPF_K, kRefuse),
      REFUSED(SYS_socket),
      REFUSED(SYS_socketpair),
      REFUSED(SYS_connect),
      REFUSED(SYS_ptrace),
      REFUSED(SYS_process_vm_readv),
      REFUSED(SYS_process_vm_writev),
      REFUSED(SYS_bpf),
      REFUSED(425),  // io_uring_setup: opens sockets without these calls
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
#undef REFUSED
  const sock_fprog program{static_cast<unsigned short>(std::size(filter)), filter};
  ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

void limit(int what, std::uint64_t most) {
  const rlimit value{most, most};
  ::setrlimit(static_cast<__rlimit_resource>(what), &value);
}

[[noreturn]] void become(const char* program, char* const* arguments, char* const* environment, int input,
                         int output, int errors, const ChildLimits& limits, pid_t parent) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  ::dup2(input, 0);
  ::dup2(output, 1);
  ::dup2(errors, 2);
  if (::syscall(SYS_close_range, 3u, ~0u, 0u) != 0)
    for (int fd = 3; fd < 1024; ++fd) ::close(fd);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int signal : {SIGINT, SIGTERM, SIGPIPE, SIGBUS}) ::signal(signal, SIG_DFL);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, limits.seconds);
  limit(RLIMIT_AS, limits.memory);
  limit(RLIMIT_FSIZE, 0);  // it writes to a pipe only
  limit(RLIMIT_NOFILE, 64);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
    ::unshare(CLONE_NEWNET);  // may be forbidden: the filter remains
  refuse_sockets();
  ::execve(program, arguments, environment);
  ::_exit(127);
}

// The program and all that it started, at the end of the scope in which it ran.
class Running {
 public:
  explicit Running(pid_t pid) : pid_(pid) {}
  ~Running() {
    if (pid_ > 0) stop();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  // The exit code, or nothing when it has not ended yet.
  std::optional<int> ended() {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) return {};
    ::kill(-pid_, SIGKILL);  // what it left behind
    pid_ = -1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }
  void stop() {
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
  }

 private:
  pid_t pid_;
};

tl::unexpected<Error> no_process(const std::string& program) {
  return fail(Code::io, "cannot run " + program + ": " + std::strerror(errno),
              "try again; the machine may be short of memory");
}

}  // namespace

std::string find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  const std::string_view folders = path ? path : "/usr/local/bin:/usr/bin:/bin";
  for (std::size_t from = 0; from <= folders.size();) {
    const std::size_t to = std::min(folders.find(':', from), folders.size());
    const std::string file = std::string(folders.substr(from, to - from)) + "/" + name;
    if (file[0] == '/' && ::access(file.c_str(), X_OK) == 0) return file;
    from = to + 1;
  }
  return {};
}

Result<ChildOutcome> run_child(const std::string& program, const std::vector<std::string>& arguments,
                               std::string_view input, const ChildLimits& limits, const Cancel& cancel) {
  const std::string file = find_program(program);
  if (file.empty())
    return fail(Code::not_found, "the program " + program + " is not installed", "install it, and try again");

  const Descriptor given(static_cast<int>(::syscall(SYS_memfd_create, "input", 1u /* close on exec */)));
  if (given.get() < 0) return no_process(program);
  for (std::string_view rest = input; !rest.empty();) {
    const ssize_t n = ::write(given.get(), rest.data(), rest.size());
    if (n < 0 && errno != EINTR) return no_process(program);
    if (n > 0) rest.remove_prefix(static_cast<std::size_t>(n));
  }
  ::lseek(given.get(), 0, SEEK_SET);

  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return no_process(program);
  Descriptor out_read(ends[0]), out_write(ends[1]);
  if (::pipe2(ends, O_CLOEXEC) != 0) return no_process(program);
  Descriptor err_read(ends[0]), err_write(ends[1]);

  std::vector<std::string> words{file};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  char path[] = "PATH=/usr/local/bin:/usr/bin:/bin", locale[] = "LC_ALL=C.UTF-8";
  char* environment[] = {path, locale, nullptr};

  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) return no_process(program);
  if (pid == 0)
    become(file.c_str(), pointers.data(), environment, given.get(), out_write.get(), err_write.get(), limits,
           parent);
  Running child(pid);
  out_write.close();
  err_write.close();

  ChildOutcome outcome;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(limits.seconds);
  std::array<char, 1 << 16> piece;
  for (;;) {
    if (cancel.requested()) return fail(Code::cancelled, "stopped");
    if (std::chrono::steady_clock::now() > end)
      return fail(Code::limit, program + " took more than " + std::to_string(limits.seconds) + " seconds",
                  "the file may be damaged; leave it out, or split it");
    if (out_read.get() < 0 && err_read.get() < 0) {  // it may close both and go on
      if (const auto code = child.ended()) {
        outcome.exit_code = *code;
        return outcome;
      }
      ::poll(nullptr, 0, 1);
      continue;
    }
    pollfd waited[] = {{out_read.get(), POLLIN, 0}, {err_read.get(), POLLIN, 0}};
    if (::poll(waited, 2, 100) <= 0) continue;
    for (int i = 0; i < 2; ++i) {
      if (waited[i].revents == 0) continue;
      const ssize_t n = ::read(waited[i].fd, piece.data(), piece.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        (i == 0 ? out_read : err_read).close();
        continue;
      }
      if (i == 1) {
        if (outcome.errors.size() < (1u << 16))
          outcome.errors.append(piece.data(), static_cast<std::size_t>(n));
        continue;
      }
      outcome.output.append(piece.data(), static_cast<std::size_t>(n));
      if (outcome.output.size() > limits.output)
        return fail(Code::limit, program + " wrote more than " + std::to_string(limits.output) + " bytes",
                    "leave the file out, or split it");
    }
  }
}

}  // namespace evident
