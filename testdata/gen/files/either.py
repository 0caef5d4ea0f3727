"""Keras 3 where it is installed, else tf.keras 2."""
import golden  # noqa: F401, which tells TensorFlow how to run before it is loaded

try:
    import keras
    KERAS_3 = keras.__version__.startswith("3")
except ImportError:
    KERAS_3 = False
if not KERAS_3:
    import tensorflow as tf
    keras = tf.keras
