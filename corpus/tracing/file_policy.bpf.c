// expect on_open on < 5.12: rejected A1804
// expect on_open: accepted
// tags: vm
//
// Lets nobody but root write to files of a file system that is on a list, and counts whom it kept from it.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define EPERM 1

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u8);
} guarded SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u64);
} kept SEC(".maps");

SEC("lsm/file_open")
int BPF_PROG(on_open, struct file *file)
{
	__u32 device, uid = bpf_get_current_uid_gid();
	__u64 *count, one = 1;

	if (!(file->f_flags & 3) || !uid)
		return 0;
	device = file->f_inode->i_sb->s_dev;
	if (!bpf_map_lookup_elem(&guarded, &device))
		return 0;
	count = bpf_map_lookup_elem(&kept, &uid);
	if (count)
		__sync_fetch_and_add(count, 1);
	else
		bpf_map_update_elem(&kept, &uid, &one, BPF_ANY);
	return -EPERM;
}

char LICENSE[] SEC("license") = "GPL";
