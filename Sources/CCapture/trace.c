// What Swift cannot import or must not do: fork, ptrace, filters of system calls.
#define _GNU_SOURCE
#include "CCapture.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/perf_event.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

const uint64_t assay_call_bpf = __NR_bpf, assay_call_perf_event_open = __NR_perf_event_open,
	       assay_call_ioctl = __NR_ioctl, assay_call_ptrace = __NR_ptrace;

#if defined(__x86_64__)
#define NATIVE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE AUDIT_ARCH_AARCH64
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define EQUALS(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, yes, no)
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, what)

/*
 * Stops where objects are made or attached, and nowhere else: a command that only reads and writes maps runs at its own
 * speed. Both supported machines are little-endian: the low half of an argument stands first.
 */
static struct sock_filter filter[] = {
	LOAD(arch), EQUALS(NATIVE, 1, 0), RETURN(SECCOMP_RET_ALLOW),
	LOAD(nr),
	EQUALS(__NR_perf_event_open, 19, 0), EQUALS(__NR_bpf, 3, 0), EQUALS(__NR_ioctl, 12, 0),
	EQUALS(__NR_ptrace, 13, 0), RETURN(SECCOMP_RET_ALLOW),
	/* 9: bpf */
	LOAD(args[0]),
	EQUALS(BPF_MAP_CREATE, 13, 0), EQUALS(BPF_PROG_LOAD, 12, 0), EQUALS(BPF_OBJ_PIN, 11, 0),
	EQUALS(BPF_PROG_ATTACH, 10, 0), EQUALS(BPF_RAW_TRACEPOINT_OPEN, 9, 0), EQUALS(BPF_BTF_LOAD, 8, 0),
	EQUALS(BPF_LINK_CREATE, 7, 0), EQUALS(BPF_PROG_TEST_RUN, 6, 0), RETURN(SECCOMP_RET_ALLOW),
	/* 19: ioctl */
	LOAD(args[1]), EQUALS(PERF_EVENT_IOC_SET_BPF, 3, 4),
	/* 21: ptrace */
	LOAD(args[0]), EQUALS(PTRACE_TRACEME, 1, 0), EQUALS(PTRACE_SEIZE, 0, 1),
	/* 24, 25 */
	RETURN(SECCOMP_RET_TRACE), RETURN(SECCOMP_RET_ALLOW),
};

static int follow_calls(void)
{
	struct sock_fprog program = { .len = sizeof(filter) / sizeof(*filter), .filter = filter };
	return syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) ? -errno : 0;
}

static _Noreturn void become(char *const arguments[], int ignores_pipe, int go, int report)
{
	char byte;
	int error = 0;
	ssize_t size;
	do
		size = read(go, &byte, 1);
	while (size < 0 && errno == EINTR);
	if (size != 1)
		_exit(127); /* it is not traced: the parent knows why */
	signal(SIGPIPE, ignores_pipe ? SIG_IGN : SIG_DFL);
	error = -follow_calls();
	if (!error) {
		execvp(arguments[0], arguments);
		error = errno;
	}
	(void)!write(report, &error, sizeof(error));
	_exit(127);
}

int assay_start_traced(char *const arguments[], int ignores_pipe, int *exec_error)
{
	const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
			     PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
	int go[2], report[2], error = 0;

	if (pipe2(go, O_CLOEXEC))
		return -errno;
	if (pipe2(report, O_CLOEXEC | O_NONBLOCK)) {
		error = -errno;
		close(go[0]), close(go[1]);
		return error;
	}
	pid_t child = fork();
	if (child == 0) {
		close(go[1]); /* so that a parent that ends is seen */
		become(arguments, ignores_pipe, go[0], report[1]);
	}
	if (child < 0 || ptrace(PTRACE_SEIZE, child, NULL, options) || write(go[1], "", 1) != 1)
		error = -errno;
	close(go[0]), close(go[1]), close(report[1]);
	if (!error) {
		*exec_error = report[0];
		return child;
	}
	close(report[0]);
	if (child > 0) {
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	return error;
}

static void describe_call(struct assay_stop *stop)
{
	struct __ptrace_syscall_info info;

	memset(&info, 0, sizeof(info));
	if (ptrace(PTRACE_GET_SYSCALL_INFO, stop->thread, sizeof(info), &info) <= 0)
		return;
	if (info.op == PTRACE_SYSCALL_INFO_SECCOMP) {
		stop->number = info.seccomp.nr;
		memcpy(stop->arguments, info.seccomp.args, sizeof(stop->arguments));
	} else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
		stop->result = info.exit.rval;
	}
}

static enum assay_stop_kind kind_of_event(int event, int signal)
{
	switch (event) {
	case PTRACE_EVENT_SECCOMP: return ASSAY_STOP_CALL;
	case PTRACE_EVENT_EXEC: return ASSAY_STOP_EXEC;
	case PTRACE_EVENT_STOP: return signal == SIGTRAP ? ASSAY_STOP_OTHER : ASSAY_STOP_GROUP;
	case 0: return signal == (SIGTRAP | 0x80) ? ASSAY_STOP_RETURN : ASSAY_STOP_SIGNAL;
	default: return ASSAY_STOP_OTHER;
	}
}

int assay_next_stop(struct assay_stop *stop)
{
	int status;
	pid_t thread;

	do
		thread = waitpid(-1, &status, __WALL | __WNOTHREAD);
	while (thread < 0 && errno == EINTR);
	if (thread < 0)
		return errno == ECHILD ? 0 : -errno;
	*stop = (struct assay_stop){ .thread = thread };
	if (WIFSTOPPED(status)) {
		stop->detail = WSTOPSIG(status);
		stop->kind = kind_of_event(status >> 16, stop->detail);
		if (stop->kind == ASSAY_STOP_CALL || stop->kind == ASSAY_STOP_RETURN)
			describe_call(stop);
	} else {
		stop->kind = WIFEXITED(status) ? ASSAY_STOP_ENDED : ASSAY_STOP_KILLED;
		stop->detail = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
	}
	return 1;
}

int assay_traces_any(void)
{
	siginfo_t info;
	return !waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL | __WNOTHREAD);
}

int assay_go_on(int thread, enum assay_resume how, int signal)
{
	long request = how == ASSAY_RESUME_LISTEN ? PTRACE_LISTEN
		     : how == ASSAY_RESUME_TO_RETURN ? PTRACE_SYSCALL : PTRACE_CONT;
	return ptrace(request, thread, NULL, (void *)(long)signal) ? -errno : 0;
}

long assay_read_memory(int thread, uint64_t address, void *bytes, unsigned long count)
{
	struct iovec near = { bytes, count }, far = { (void *)(uintptr_t)address, count };
	ssize_t size = process_vm_readv(thread, &near, 1, &far, 1, 0);
	return size < 0 ? -errno : size;
}

int assay_take_descriptor(int process, int descriptor)
{
	int other = syscall(SYS_pidfd_open, process, 0), error = errno;
	if (other < 0)
		return -error;
	int taken = syscall(SYS_pidfd_getfd, other, descriptor, 0);
	error = errno;
	close(other);
	return taken < 0 ? -error : taken;
}

int assay_kernel_call(int command, void *attributes, unsigned int size)
{
	long result = syscall(__NR_bpf, command, attributes, size);
	return result < 0 ? -errno : result;
}
