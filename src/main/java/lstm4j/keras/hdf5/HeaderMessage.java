package lstm4j.keras.hdf5;

/**
 * One message of an object header: what an object consists of.
 *
 * @param type number of the message type
 * @param shared whether the body is only a reference to a message that lies elsewhere
 * @param body the bytes of the message
 */
record HeaderMessage(int type, boolean shared, Cursor body) {
    static final int DATASPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATATYPE = 0x03;
    static final int OLD_FILL_VALUE = 0x04;
    static final int FILL_VALUE = 0x05;
    static final int LINK = 0x06;
    static final int EXTERNAL_FILES = 0x07;
    static final int LAYOUT = 0x08;
    static final int GROUP_INFO = 0x0a;
    static final int FILTERS = 0x0b;
    static final int ATTRIBUTE = 0x0c;
    static final int CONTINUATION = 0x10;
    static final int SYMBOL_TABLE = 0x11;
    static final int ATTRIBUTE_INFO = 0x15;

    /** A reader of the body, from its beginning. */
    Cursor read() {
        return body.whole();
    }
}
