// What only the first process of a virtual machine does.
#define _GNU_SOURCE
#include "CProcess.h"
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdint.h>
#include <string.h>
#ifdef __x86_64__
#include <sys/io.h>
#endif
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
	if (!isatty(line))
		return line;
	if (!tcgetattr(line, &settings)) {
		cfmakeraw(&settings);
		if (!tcsetattr(line, TCSANOW, &settings))
			return line;
	}
	int error = -errno;
	close(line);
	return error;
}

int assay_load_module(const void *bytes, unsigned long count)
{
	return syscall(SYS_init_module, bytes, count, "") ? -errno : 0;
}

#ifdef __x86_64__

/* QEMU's docs/specs/fw_cfg: a key is written to one port, and the bytes behind it are read from the next. */
enum { SELECTOR = 0x510, DATA = 0x511, SIGNATURE_KEY = 0, DIRECTORY_KEY = 0x19 };

/* An entry of the directory; numbers are big-endian. */
struct offer {
	uint32_t size;
	uint16_t key;
	uint16_t reserved;
	char name[56];
};

static void select_offer(uint16_t key)
{
	__asm__ volatile("outw %0, %w1" : : "a"(key), "d"(SELECTOR));
}

void assay_read_offer(void *bytes, unsigned long count)
{
	__asm__ volatile("rep insb" : "+D"(bytes), "+c"(count) : "d"(DATA) : "memory");
}

long assay_find_offer(const char *name)
{
	char signature[4];
	uint32_t count;

	if (ioperm(SELECTOR, 2, 1))
		return -errno;
	select_offer(SIGNATURE_KEY);
	assay_read_offer(signature, sizeof(signature));
	if (memcmp(signature, "QEMU", sizeof(signature)))
		return -ENODEV;
	select_offer(DIRECTORY_KEY);
	assay_read_offer(&count, sizeof(count));
	for (count = be32toh(count); count; count--) {
		struct offer offer;
		assay_read_offer(&offer, sizeof(offer));
		if (strncmp(offer.name, name, sizeof(offer.name)))
			continue;
		select_offer(be16toh(offer.key));
		return be32toh(offer.size);
	}
	return -ENOENT;
}

void assay_leave_offers(void)
{
	ioperm(SELECTOR, 2, 0);
}

#else

long assay_find_offer(const char *name)
{
	(void)name;
	return -ENODEV;
}

void assay_read_offer(void *bytes, unsigned long count)
{
	memset(bytes, 0, count);
}

void assay_leave_offers(void)
{
}

#endif

void assay_restart(void)
{
	sync();
	reboot(RB_AUTOBOOT);
}
