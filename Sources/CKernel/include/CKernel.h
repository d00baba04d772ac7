#ifndef ASSAY_CKERNEL_H
#define ASSAY_CKERNEL_H

/// `bpf(2)`: returns what the kernel returns, or -errno.
long assay_bpf(int command, void *attributes, unsigned int size);

#endif
