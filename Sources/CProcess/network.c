// A pair of interfaces in a network namespace of one's own.
#include "CProcess.h"
#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

struct request {
	struct nlmsghdr head;
	struct ifinfomsg link;
	char attributes[256];
};

static struct rtattr *add(struct request *request, unsigned short type, const void *data, unsigned short size)
{
	struct rtattr *attribute = (void *)((char *)request + NLMSG_ALIGN(request->head.nlmsg_len));

	attribute->rta_type = type;
	attribute->rta_len = RTA_LENGTH(size);
	if (size)
		memcpy(RTA_DATA(attribute), data, size);
	request->head.nlmsg_len = NLMSG_ALIGN(request->head.nlmsg_len) + RTA_ALIGN(attribute->rta_len);
	return attribute;
}

static void close_nest(struct request *request, struct rtattr *attribute)
{
	attribute->rta_len = (char *)request + request->head.nlmsg_len - (char *)attribute;
}

static int raise_interface(int socket_fd, const char *name)
{
	struct ifreq request = { 0 };

	strncpy(request.ifr_name, name, IFNAMSIZ - 1);
	if (ioctl(socket_fd, SIOCGIFFLAGS, &request))
		return -errno;
	request.ifr_flags |= IFF_UP;
	return ioctl(socket_fd, SIOCSIFFLAGS, &request) ? -errno : 0;
}

// The kernel's answer to the one request.
static int answer(int netlink)
{
	struct {
		struct nlmsghdr head;
		struct nlmsgerr error;
		char rest[512];
	} reply;
	ssize_t size = recv(netlink, &reply, sizeof(reply), 0);

	if (size < 0)
		return -errno;
	if (size < (ssize_t)(sizeof(reply.head) + sizeof(reply.error)) || reply.head.nlmsg_type != NLMSG_ERROR)
		return -EPROTO;
	return reply.error.error;
}

int assay_make_pair(const char *near, const char *far)
{
	struct request request = {
		.head = { .nlmsg_len = NLMSG_LENGTH(sizeof(struct ifinfomsg)), .nlmsg_type = RTM_NEWLINK,
			  .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL },
	};
	struct ifinfomsg peer = { 0 };
	int netlink, error;

	if (strlen(near) >= IFNAMSIZ || strlen(far) >= IFNAMSIZ)
		return -EINVAL;
	add(&request, IFLA_IFNAME, near, strlen(near) + 1);
	struct rtattr *info = add(&request, IFLA_LINKINFO, NULL, 0);
	add(&request, IFLA_INFO_KIND, "veth", strlen("veth"));
	struct rtattr *data = add(&request, IFLA_INFO_DATA, NULL, 0);
	struct rtattr *other = add(&request, VETH_INFO_PEER, &peer, sizeof(peer));
	add(&request, IFLA_IFNAME, far, strlen(far) + 1);
	close_nest(&request, other);
	close_nest(&request, data);
	close_nest(&request, info);

	netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	if (netlink < 0)
		return -errno;
	error = send(netlink, &request, request.head.nlmsg_len, 0) < 0 ? -errno : answer(netlink);
	close(netlink);
	if (error)
		return error;

	int ordinary = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (ordinary < 0)
		return -errno;
	error = raise_interface(ordinary, near);
	if (!error)
		error = raise_interface(ordinary, far);
	close(ordinary);
	return error;
}
