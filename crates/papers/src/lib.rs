//! Spreadsheets read, QR codes drawn, files told apart. Pure: typed context in, bytes out.
