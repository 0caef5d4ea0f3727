package lstm4j.keras.bytes;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** What {@link AtomicFile} asks of the disk, one call for each thing that can fail; tests let them fail one by one. */
class Disk {
    /** A new file, locked as long as it is open: whoever finds it unlocked knows that its writer died. */
    FileOutputStream create(Path path) throws IOException {
        Files.createFile(path);
        FileOutputStream out = new FileOutputStream(path.toFile()); // a channel would be closed by an interrupt
        out.getChannel().tryLock();
        return out;
    }

    /** Gives a new file mode, owner and group of the one it replaces, as far as the system lets us. */
    void like(Path old, Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return;
        }
        PosixFileAttributes was = Files.readAttributes(old, PosixFileAttributes.class);
        try {
            view.setGroup(was.group());
            view.setOwner(was.owner());
        } catch (IOException e) {
            // Only root gives files away.
        }
        view.setPermissions(was.permissions());
    }

    void write(FileOutputStream out, byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
    }

    void force(FileDescriptor file) throws IOException {
        file.sync();
    }

    void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING); // a file system without rename: nothing better exists
        }
    }

    void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    /** The rename itself survives a power cut only once the directory is on the disk. */
    void forceDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open a directory; there the rename is journalled.
        }
    }

    /** Whether no process writes this file any more; not to be asked while this one does. */
    boolean isLeft(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (IOException e) {
            return false;
        }
    }
}
