// What a test case's task is seen as: its name, its user, its processor, its network.
#define _GNU_SOURCE
#include "CProcess.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int assay_name_task(const char *name, char *old)
{
	if (old && prctl(PR_GET_NAME, old))
		return -errno;
	return name && prctl(PR_SET_NAME, name) ? -errno : 0;
}

// The effective capabilities go with root's id, the permitted ones stay where that was asked for: take them up again.
static int raise_capabilities(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2];

	if (syscall(SYS_capget, &header, data))
		return -errno;
	for (int i = 0; i < 2; i++)
		data[i].effective = data[i].permitted;
	return syscall(SYS_capset, &header, data) ? -errno : 0;
}

// The system calls themselves: libc's functions would change all threads.
int assay_become(unsigned int user, unsigned int group)
{
	if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
		return -errno;
	if (syscall(SYS_setresgid, group, group, group) || syscall(SYS_setresuid, user, user, user))
		return -errno;
	return raise_capabilities();
}

int assay_allowed_processors(struct assay_processors *allowed)
{
	*allowed = (struct assay_processors){ .bits = { 0 } };
	return sched_getaffinity(0, sizeof(allowed->bits), (cpu_set_t *)allowed->bits) ? -errno : 0;
}

int assay_bind_to_processor(unsigned int processor, struct assay_processors *old)
{
	cpu_set_t *set = CPU_ALLOC(ASSAY_MOST_PROCESSORS);
	size_t size = CPU_ALLOC_SIZE(ASSAY_MOST_PROCESSORS);
	int error = 0;

	_Static_assert(sizeof(old->bits) * 8 == ASSAY_MOST_PROCESSORS, "a bit for each processor");
	if (!set)
		return -ENOMEM;
	if (processor >= ASSAY_MOST_PROCESSORS)
		error = -EINVAL;
	CPU_ZERO_S(size, set);
	CPU_SET_S(processor, size, set);
	if (!error && sched_getaffinity(0, sizeof(old->bits), (cpu_set_t *)old->bits))
		error = -errno;
	if (!error && sched_setaffinity(0, size, set))
		error = -errno;
	CPU_FREE(set);
	return error;
}

int assay_unbind(const struct assay_processors *old)
{
	return sched_setaffinity(0, sizeof(old->bits), (const cpu_set_t *)old->bits) ? -errno : 0;
}

int assay_open_network(void)
{
	int network = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);

	return network < 0 ? -errno : network;
}

int assay_enter_network(int network)
{
	return setns(network, CLONE_NEWNET) ? -errno : 0;
}

int assay_mount_tracing(void)
{
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("none", "/sys/kernel/tracing", "tracefs", 0, NULL))
		return -errno;
	return 0;
}
