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

int assay_start_guarded(char *const arguments[])
{
	sigset_t set = guarded_signals(), before;
	pid_t guard = getpid();
	int report[2], error = 0;

	if (pipe2(report, O_CLOEXEC) || sigprocmask(SIG_BLOCK, &set, &before))
		return -errno;
	pid_t child = fork();
	if (child < 0)
		return -errno;
	if (child == 0) {
		int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
		// A guard that ended before prctl sends no signal: then the parent is already another.
		if (!setpgid(0, 0) && !prctl(PR_SET_PDEATHSIG, SIGKILL) && getppid() == guard &&
		    dup2(null, STDIN_FILENO) == STDIN_FILENO && !sigprocmask(SIG_SETMASK, &before, NULL))
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

int assay_wait_guarded(int child)
{
	sigset_t set = guarded_signals();
	struct pollfd waits[2] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = signalfd(-1, &set, SFD_CLOEXEC), .events = POLLIN },
	};
	siginfo_t ended = { .si_pid = 0 };
	int status, stop = waits[1].fd < 0;

	while (!stop && !ended.si_pid) {
		struct signalfd_siginfo signal = { 0 };
		if (poll(waits, 2, -1) < 0)
			stop = errno != EINTR;
		else if (waits[1].revents && read(waits[1].fd, &signal, sizeof(signal)) == sizeof(signal))
			stop = signal.ssi_signo != SIGCHLD;
		else
			stop = input_ended(waits[0].revents);
		// Not reaped yet: its group's id cannot be another's when the group is killed.
		waitid(P_PID, child, &ended, WEXITED | WNOHANG | WNOWAIT);
	}
	kill(-child, SIGKILL);
	if (waitpid(child, &status, 0) < 0)
		return -errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
