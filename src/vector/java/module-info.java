/** Faster loops for lstm4j on the vectors of the JDK, with the same bits. The engine finds them by itself. */
module lstm4j.vector {
    requires lstm4j;
    requires jdk.incubator.vector;

    provides lstm4j.engine.Kernels with lstm4j.vector.VectorKernels;
}
