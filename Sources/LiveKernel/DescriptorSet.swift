import Glibc

/// Descriptors that are kept open together and closed together.
final class DescriptorSet {
  private var raw: [CInt] = []

  /// Takes over a descriptor.
  func add(_ descriptor: consuming FileDescriptor) { raw.append(descriptor.release()) }

  deinit { for descriptor in raw { close(descriptor) } }
}
