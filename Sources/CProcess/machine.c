// What only the first process of a virtual machine does.
#define _GNU_SOURCE
#include "CProcess.h"
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

// The Swift runtime reads its path and its arguments from /proc before any Swift runs, and aborts without it: as the
// first process of a virtual machine we are there before anyone has mounted it.
__attribute__((constructor(101))) static void mount_proc(void)
{
	if (getpid() != 1 || access("/proc/self", F_OK) == 0)
		return;
	mkdir("/proc", 0755);
	mount("proc", "/proc", "proc", 0, NULL);
}

int assay_raise_loopback(void)
{
	struct ifreq request = { .ifr_name = "lo" };
	int error = 0, socket_fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (socket_fd < 0)
		return -errno;
	if (ioctl(socket_fd, SIOCGIFFLAGS, &request))
		error = -errno;
	request.ifr_flags |= IFF_UP;
	if (!error && ioctl(socket_fd, SIOCSIFFLAGS, &request))
		error = -errno;
	close(socket_fd);
	return error;
}

int assay_open_line(const char *path)
{
	struct termios settings;
	int line = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (line < 0)
		return -errno;
	if (!tcgetattr(line, &settings)) {
		cfmakeraw(&settings);
		if (!tcsetattr(line, TCSANOW, &settings))
			return line;
	}
	int error = -errno;
	close(line);
	return error;
}

int assay_load_module(const char *path)
{
	int module = open(path, O_RDONLY | O_CLOEXEC);

	if (module < 0)
		return -errno;
	int error = syscall(SYS_finit_module, module, "", 0) ? -errno : 0;
	close(module);
	return error;
}

void assay_restart(void)
{
	sync();
	reboot(RB_AUTOBOOT);
}
