// What Swift cannot import or must not do: fork, variadic prctl, GNU extensions.
#define _GNU_SOURCE
#include "CProcess.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

int assay_unshare_network(void)
{
	return unshare(CLONE_NEWNET) ? -errno : 0;
}

static sigset_t guarded_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	return set;
}

int assay_hold_signals(void)
{
	sigset_t set = guarded_signals();
	return sigprocmask(SIG_BLOCK, &set, NULL) ? -errno : 0;
}

int assay_fork(void)
{
	sigset_t set = guarded_signals();
	pid_t parent = getpid(), child = fork();
	if (child != 0)
		return child < 0 ? -errno : child;
	// A parent that ended before prctl sends no signal: then the parent is already another.
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != parent || sigprocmask(SIG_UNBLOCK, &set, NULL))
		_exit(127);
	return 0;
}

struct sharing_child {
	void (*begun)(void *);
	void *context;
};

static int run_sharing(void *argument)
{
	struct sharing_child *child = argument;
	child->begun(child->context);
	_exit(0);
}

int assay_start_sharing(void (*begun)(void *), void *context)
{
	// One at a time: whoever starts a child sleeps until it is done with the stack.
	static char stack[1 << 16] __attribute__((aligned(16)));
	struct sharing_child child = {begun, context};
	pid_t pid = clone(run_sharing, stack + sizeof(stack), CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD, &child);
	return pid < 0 ? -errno : pid;
}

int assay_start_guarded(char *const arguments[])
{
	int report[2], error = assay_hold_signals();

	if (error)
		return error;
	if (pipe2(report, O_CLOEXEC))
		return -errno;
	pid_t child = assay_fork();
	if (child < 0)
		return child;
	if (child == 0) {
		int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
		if (!setpgid(0, 0) && dup2(null, STDIN_FILENO) == STDIN_FILENO)
			execvp(arguments[0], arguments);
		error = errno;
		(void)!write(report[1], &error, sizeof(error));
		_exit(127);
	}
	close(report[1]);
	ssize_t size;
	do
		size = read(report[0], &error, sizeof(error));
	while (size < 0 && errno == EINTR);
	close(report[0]);
	if (size == 0)
		return child;
	waitpid(child, NULL, 0);
	return -(error ? error : EIO);
}

// Whether standard input has ended. What comes in is dropped.
static int input_ended(short events)
{
	char dropped[4096];
	if (events & POLLIN) {
		ssize_t size = read(STDIN_FILENO, dropped, sizeof(dropped));
		return size == 0 || (size < 0 && errno != EINTR && errno != EAGAIN);
	}
	return events != 0;
}

// The held signals as something to wait for; without a descriptor where that is impossible.
static struct pollfd signal_wait(void)
{
	sigset_t set = guarded_signals();
	return (struct pollfd){ .fd = signalfd(-1, &set, SFD_CLOEXEC), .events = POLLIN };
}

// Waits for standard input, the first, or a held signal, the second. Whether to stop: SIGCHLD, which a child that was
// waited for may have left, is no reason.
static int wait_event(struct pollfd waits[2])
{
	struct signalfd_siginfo signal = { .ssi_signo = SIGCHLD };

	waits[0].revents = waits[1].revents = 0;
	if (poll(waits, 2, -1) < 0)
		return errno != EINTR;
	if (waits[1].revents)
		(void)!read(waits[1].fd, &signal, sizeof(signal));
	return signal.ssi_signo != SIGCHLD;
}

int assay_wait_guarded(int child)
{
	struct pollfd waits[2] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		signal_wait(),
	};
	siginfo_t ended = { .si_pid = 0 };
	int status, stop = waits[1].fd < 0;

	while (!stop && !ended.si_pid) {
		stop = wait_event(waits) || input_ended(waits[0].revents);
		// Not reaped yet: its group's id cannot be another's when the group is killed.
		waitid(P_PID, child, &ended, WEXITED | WNOHANG | WNOWAIT);
	}
	kill(-child, SIGKILL);
	if (waitpid(child, &status, 0) < 0)
		return -errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int assay_await_input(void)
{
	struct pollfd waits[2] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		signal_wait(),
	};
	int stop = waits[1].fd < 0;

	while (!stop && !waits[0].revents)
		stop = wait_event(waits);
	close(waits[1].fd);
	return !stop && waits[0].revents & POLLIN;
}

int assay_await_child(int child, struct assay_ending *ending)
{
	struct pollfd waits[2] = {
		// The next job may be there already: only the end counts.
		{ .fd = STDIN_FILENO, .events = 0 },
		signal_wait(),
	};
	siginfo_t ended = { .si_pid = 0 };
	int status, stop = waits[1].fd < 0;

	while (!stop && !waits[0].revents && !ended.si_pid) {
		stop = wait_event(waits);
		waitid(P_PID, child, &ended, WEXITED | WNOHANG | WNOWAIT);
	}
	close(waits[1].fd);
	if (!ended.si_pid)
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	ending->status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	ending->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	// A signal is read once: what it asks for holds also where the child ended at the same time.
	return !stop && ended.si_pid;
}

void assay_end_as(const struct assay_ending *ending)
{
	if (ending->signal) {
		sigset_t set;
		sigemptyset(&set);
		sigaddset(&set, ending->signal);
		signal(ending->signal, SIG_DFL);
		sigprocmask(SIG_UNBLOCK, &set, NULL);
		raise(ending->signal);
	}
	_exit(ending->signal ? 128 + ending->signal : ending->status);
}

// Nothing is known of it where it is called: the arguments are always there.
__attribute__((noinline)) int assay_probed(const char *first, const char *second, const char *third,
					   const char *fourth, const char *fifth, const char *sixth)
{
	__asm__ volatile("" : : "r"(first), "r"(second), "r"(third), "r"(fourth), "r"(fifth), "r"(sixth));
	return 0;
}
