// What only the first process of a virtual machine does.
#define _GNU_SOURCE
#include "CProcess.h"
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __x86_64__
#include <sys/io.h>
#endif
#include <sys/ioctl.h>
#include <sys/mman.h>
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

/*
 * QEMU's docs/specs/fw_cfg: a key is written to one port, and the bytes behind it are read from the next, one by one; or
 * the physical address of a request is written to a third, and the bytes are there. Numbers in memory are big-endian.
 */
enum { SELECTOR = 0x510, DATA = 0x511, REQUEST_HIGH = 0x514, REQUEST_LOW = 0x518, PORTS = 12 };
enum { SIGNATURE_KEY = 0, FEATURES_KEY = 1, DIRECTORY_KEY = 0x19, HAS_REQUESTS = 2 };
enum { REQUEST_FAILED = 1, REQUEST_READ = 2 };

/* An entry of the directory. */
struct offer {
	uint32_t size;
	uint16_t key;
	uint16_t reserved;
	char name[56];
};

/* A huge page: the bytes of a request follow each other in memory, and are not moved. */
static struct request {
	volatile uint32_t control;
	uint32_t length;
	uint64_t address;
	char bytes[(2 << 20) - 16];
} *request;
static uint64_t request_address;

static const char huge_pages[] = "/proc/sys/vm/nr_hugepages";

static void set_huge_pages(char count)
{
	int file = open(huge_pages, O_WRONLY | O_CLOEXEC);

	if (file < 0)
		return;
	(void)!write(file, &count, 1); /* mmap tells whether there are any */
	close(file);
}

static void release_request(void)
{
	if (request)
		munmap(request, sizeof(*request));
	request = NULL;
	set_huge_pages('0');
}

/* Where there are no huge pages, bytes are read one by one. */
static void make_request(void)
{
	uint64_t entry = 0;
	int map = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);

	set_huge_pages('1');
	request = mmap(NULL, sizeof(*request), PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | MAP_POPULATE, -1, 0);
	if (request == MAP_FAILED)
		request = NULL;
	/* An entry a page of 4096 bytes: its number in 55 bits, and whether it is there in the highest. */
	if (!request || pread(map, &entry, sizeof(entry), (uintptr_t)request / 4096 * sizeof(entry)) != sizeof(entry) ||
	    !(entry >> 63))
		release_request();
	request_address = (entry & ((1ull << 55) - 1)) * 4096;
	close(map);
}

static void write_port(uint16_t port, uint32_t value)
{
	__asm__ volatile("outl %0, %w1" : : "a"(value), "d"(port) : "memory");
}

static void select_offer(uint16_t key)
{
	__asm__ volatile("outw %0, %w1" : : "a"(key), "d"(SELECTOR));
}

static void read_bytes(void *bytes, unsigned long count)
{
	__asm__ volatile("rep insb" : "+D"(bytes), "+c"(count) : "d"(DATA) : "memory");
}

void assay_read_offer(void *bytes, unsigned long count)
{
	while (request && count) {
		unsigned long length = count < sizeof(request->bytes) ? count : sizeof(request->bytes);
		request->length = htobe32(length);
		request->address = htobe64(request_address + offsetof(struct request, bytes));
		request->control = htobe32(REQUEST_READ);
		write_port(REQUEST_HIGH, htobe32(request_address >> 32));
		write_port(REQUEST_LOW, htobe32(request_address));
		while (be32toh(request->control) & ~REQUEST_FAILED)
			;
		if (request->control)
			return release_request();
		memcpy(bytes, request->bytes, length);
		bytes = (char *)bytes + length;
		count -= length;
	}
	read_bytes(bytes, count);
}

long assay_find_offer(const char *name)
{
	char signature[4];
	uint32_t count;

	if (ioperm(SELECTOR, PORTS, 1))
		return -errno;
	select_offer(SIGNATURE_KEY);
	read_bytes(signature, sizeof(signature));
	if (memcmp(signature, "QEMU", sizeof(signature)))
		return -ENODEV;
	select_offer(FEATURES_KEY);
	read_bytes(&count, sizeof(count));
	if (!request && count & HAS_REQUESTS)
		make_request();
	select_offer(DIRECTORY_KEY);
	read_bytes(&count, sizeof(count));
	for (count = be32toh(count); count; count--) {
		struct offer offer;
		read_bytes(&offer, sizeof(offer));
		if (strncmp(offer.name, name, sizeof(offer.name)))
			continue;
		select_offer(be16toh(offer.key));
		return be32toh(offer.size);
	}
	return -ENOENT;
}

void assay_leave_offers(void)
{
	release_request();
	ioperm(SELECTOR, PORTS, 0);
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
