import CProcess
import Glibc
import Jobs

/// The serial line that a virtual machine's replies go over. It is slow, so what it carries is deflated.
struct ReplyLine {
  private let descriptor: Int32
  private let frames = FrameWriter(deflatesAttachments: true)

  /// Opens the line; says why it cannot be.
  init?(problems: inout [String]) {
    descriptor = unsafe assay_open_line(MachineOrders.replyLine)
    guard descriptor >= 0 else {
      problems.append(
        "no reply line \(MachineOrders.replyLine): \(StandardStreams.words(-descriptor)); the kernel needs a driver for "
          + "two serial ports (CONFIG_SERIAL_8250)")
      return nil
    }
  }

  /// Sends a reply. One that does not fit its frame is a fault of ours that the console tells.
  func send(_ reply: MachineReply, attachments: [[UInt8]] = []) {
    do throws(FrameError) {
      _ = StandardStreams.write(try frames.bytes(of: Frame(machine: reply, attachments: attachments)), to: descriptor)
    } catch {
      StandardStreams.complain("\(error)")
    }
  }

  /// Waits until the last byte has left.
  func drain() { tcdrain(descriptor) }
}
