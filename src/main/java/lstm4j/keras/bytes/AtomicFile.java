package lstm4j.keras.bytes;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Writes a file so that its name leads to the old bytes or to the new ones, never to a part: a temporary file in the same
 * directory, forced to the disk, then renamed. Links are followed, mode and owner of the old file kept; devices and pipes
 * are written to. What a writer that was killed left behind goes at the next write of the same name. An interrupt waits.
 */
public final class AtomicFile {
    private static final String ENDING = ".lstm4j.tmp";
    private static final boolean CLOSED_FIRST = File.separatorChar == '\\'; // Windows renames no open file
    private static final int ATTEMPTS = 10;
    private static final int PIECE = 1 << 16;

    private final Disk disk;

    AtomicFile(Disk disk) {
        this.disk = disk;
    }

    /**
     * Replaces or creates a file.
     *
     * @throws IOException where the directory is not there or not writable, or the disk is full; the old file is then as it was
     */
    public static void write(Path path, byte[] bytes) throws IOException {
        write(path, out -> out.write(bytes));
    }

    /** The same, piece by piece: what the content throws leaves the old file as it was, too. */
    public static void write(Path path, Content content) throws IOException {
        new AtomicFile(new Disk()).replace(path, content);
    }

    /** One at a time in this process, for which locks of files are one whole. */
    void replace(Path path, Content content) throws IOException {
        synchronized (AtomicFile.class) {
            uninterrupted(path, content);
        }
    }

    private void uninterrupted(Path path, Content content) throws IOException {
        boolean interrupted = Thread.interrupted(); // it would close channels in the middle
        try {
            Path target = target(path);
            if (Files.isDirectory(target)) {
                throw new FileSystemException(path.toString(), null, "is a directory; nothing was written");
            }
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                special(path, target, content);
            } else {
                regular(path, target, content);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The file itself, behind all links, be it there or not. */
    private static Path target(Path path) throws IOException {
        if (Files.exists(path)) {
            return path.toRealPath();
        }
        Path target = path.toAbsolutePath();
        return Files.isSymbolicLink(target) ? target.resolveSibling(Files.readSymbolicLink(target)) : target;
    }

    /** A device or a pipe has no old bytes to keep. */
    private void special(Path path, Path target, Content content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(target.toFile())) {
            write(out, content);
        } catch (IOException e) {
            throw failed(path, target, e, "");
        }
    }

    private static IOException failed(Path path, Path target, IOException e, String state) {
        FileSystemException failed = new FileSystemException(path.toString(), null, "was not written: " + reason(e, target.getParent()) + state);
        failed.initCause(e);
        return failed;
    }

    private void regular(Path path, Path target, Content content) throws IOException {
        clean(target);
        try {
            forcedAndRenamed(target, content, ATTEMPTS);
        } catch (IOException e) {
            throw failed(path, target, e, Files.exists(target, LinkOption.NOFOLLOW_LINKS) ? "; the old file is as it was" : "");
        }
        disk.forceDirectory(target.getParent());
    }

    private void forcedAndRenamed(Path target, Content content, int attempts) throws IOException {
        Path temporary = target.resolveSibling(prefix(target) + Long.toHexString(System.nanoTime()) + ENDING);
        try {
            fillAndRename(temporary, target, content);
        } catch (NoSuchFileException e) { // another process that writes the same name took it for one that was left
            if (attempts == 1 || !Files.isDirectory(target.getParent())) {
                throw e;
            }
            forcedAndRenamed(target, content, attempts - 1);
        } catch (IOException | RuntimeException | Error e) {
            delete(temporary);
            throw e;
        }
    }

    private void fillAndRename(Path temporary, Path target, Content content) throws IOException {
        try (FileOutputStream out = disk.create(temporary)) {
            if (Files.exists(target)) {
                disk.like(target, temporary);
            }
            write(out, content);
            disk.force(out.getFD());
            if (!CLOSED_FIRST) {
                disk.move(temporary, target); // while it is locked
            }
        }
        if (CLOSED_FIRST) {
            disk.move(temporary, target);
        }
    }

    /** In pieces of 64 KB, each of which is a call to the disk. */
    private void write(FileOutputStream file, Content content) throws IOException {
        OutputStream out = new BufferedOutputStream(new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                write(new byte[] {(byte) oneByte}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                disk.write(file, bytes, from, count);
            }
        }, PIECE);
        content.writeTo(out);
        out.flush();
    }

    /** Deletes the temporary files of writers of this name that died. */
    private void clean(Path target) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target.getParent(), file -> isTemporary(file, target))) {
            for (Path file : files) {
                if (disk.isLeft(file)) {
                    delete(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // a directory that cannot be listed may still be written to
        }
    }

    private static boolean isTemporary(Path file, Path target) {
        String name = file.getFileName().toString();
        return name.startsWith(prefix(target)) && name.substring(prefix(target).length()).matches("[0-9a-f]{1,16}" + Pattern.quote(ENDING));
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + ".";
    }

    /** What cannot be deleted now goes at the next write. */
    private void delete(Path temporary) {
        try {
            disk.delete(temporary);
        } catch (IOException e) {
            // the failure that led here is the one to tell
        }
    }

    /** In words, without the name of the temporary file. */
    private static String reason(IOException e, Path directory) {
        if (!Files.isDirectory(directory)) {
            return "there is no directory " + directory;
        }
        if (e instanceof AccessDeniedException) {
            return "the directory " + directory + " may not be written to";
        }
        if (e instanceof NoSuchFileException) {
            return "the directory " + directory + " was changed by another process meanwhile";
        }
        return e instanceof FileSystemException system && system.getReason() != null ? system.getReason() : String.valueOf(e.getMessage());
    }
}
