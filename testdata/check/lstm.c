/* The LSTM of the walk in spec/check-your-port.md: somebody's port to C, with the mistake that it came with. As the pack has it:
   cc -Ipack lstm.c -lm -o lstm && ./lstm MY_NUMBERS */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#define LSTM4J_NO_MAIN
#include "check.c"

#ifdef MENDED
enum { I, F, G, O };
#else
enum { I, F, O, G };
#endif

static float sigmoid(float x) { return 1 / (1 + expf(-x)); }

/* One sample: x (T, F), h and c (U) before and after, output (T, U). */
static void lstm(const lstm4j_case *k, const float *x, float *h, float *c, float *output) {
    int U = k->U;
    float z[4 * 16];
    for (int t = 0; t < k->T; t++, x += k->F) {
        for (int n = 0; n < 4 * U; n++) {
            z[n] = k->bias ? k->bias[n] : 0;
            for (int j = 0; j < k->F; j++) z[n] += x[j] * k->kernel[j * 4 * U + n];
            for (int u = 0; u < U; u++) z[n] += h[u] * k->recurrent_kernel[u * 4 * U + n];
        }
        for (int u = 0; u < U; u++) {
            c[u] = sigmoid(z[F * U + u]) * c[u] + sigmoid(z[I * U + u]) * tanhf(z[G * U + u]);
            h[u] = sigmoid(z[O * U + u]) * tanhf(c[u]);
            output[t * U + u] = h[u];
        }
    }
}

/* A text file of numbers, CASE.ARRAY.csv. */
static void save(const char *folder, const char *id, const char *array, const double *numbers, size_t size) {
    char file[4096];
    snprintf(file, sizeof file, "%s/%s.%s.csv", folder, id, array);
    FILE *out = fopen(file, "w");
    if (!out) { perror(file); exit(2); }
    for (size_t n = 0; n < size; n++) fprintf(out, "%.9g\n", numbers[n]);
    fclose(out);
}

int main(int argc, char **argv) {
    if (argc != 2) return fprintf(stderr, "usage: %s MY_NUMBERS\n", argv[0]), 2;
    for (int n = 0; n < LSTM4J_CASES; n++) {
        const lstm4j_case *k = &lstm4j_cases[n];
        int able = !strcmp(k->layer, "LSTM") && k->x && !k->mask && !k->h0 && !k->K && !k->loss && !k->go_backwards && k->return_sequences
                && !strcmp(k->activation, "tanh") && !strcmp(k->recurrent_activation, "sigmoid");
        if (!able) continue;
        size_t size = (size_t) k->B * k->T * k->U, at;
        float output[1024];
        double numbers[1024];
        for (int b = 0; b < k->B; b++) {
            float h[16] = {0}, c[16] = {0};
            lstm(k, k->x + b * k->T * k->F, h, c, output + b * k->T * k->U);
        }
        for (size_t m = 0; m < size; m++) numbers[m] = output[m];
        save(argv[1], k->id, "output", numbers, size);
        for (int a = 0; a < k->count; a++) {
            if (!strcmp(k->arrays[a].name, "output")) printf("%-20s %.2g bounds off\n", k->id, lstm4j_worst(&k->arrays[a], numbers, &at));
        }
    }
    return 0;
}
