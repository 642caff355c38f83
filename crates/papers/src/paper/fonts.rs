//! The fonts papers ask for, and what may stand in for each (字体替代): the table every document carries.
//!
//! Offices type with the names of Windows and WPS. Other systems have the same hands under other names;
//! a program that knows none of the first looks for the second.

/// Name, its stand-in, PANOSE number and family.
const FONTS: [[&str; 4]; 5] = [
    ["仿宋_GB2312", "FangSong", "02010609060101010101", "modern"],
    [
        "方正小标宋简体",
        "STZhongsong",
        "02010600040101010101",
        "auto",
    ],
    ["黑体", "SimHei", "02010609060101010101", "modern"],
    ["楷体_GB2312", "KaiTi", "02010609060101010101", "modern"],
    ["宋体", "SimSun", "02010600030101010101", "auto"],
];

/// `word/fontTable.xml`.
pub(super) fn table() -> String {
    let fonts: String = FONTS.iter().map(entry).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <w:fonts xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         {fonts}</w:fonts>"
    )
}

fn entry([name, stand_in, panose, family]: &[&str; 4]) -> String {
    // GB 2312 is charset 134, 86 in hexadecimal.
    format!(
        "<w:font w:name=\"{name}\"><w:altName w:val=\"{stand_in}\"/><w:panose1 w:val=\"{panose}\"/>\
         <w:charset w:val=\"86\"/><w:family w:val=\"{family}\"/><w:pitch w:val=\"fixed\"/></w:font>"
    )
}
