"""The form of an administrative document: Nghị định 30/2020/NĐ-CP, phụ lục I, in the numbers that were chosen within its bounds.

| element | the decree | here |
|---|---|---|
| paper, margins | A4; top and bottom 20–25 mm, left 30–35, right 15–20 | 20, 20, 30, 15 |
| typeface | Times New Roman, black | the same |
| Quốc hiệu, issuing bodies | 12–13, capitals | 12 |
| Tiêu ngữ, number, place and day | 13–14 | 13 |
| name of the type, subject, headings, body | 13–14 | 14 |
| body | first line 1 or 1.27 cm, 6 pt or more between paragraphs, single to one and a half lines | 1.27 cm, 6 pt, 1.1 lines |
| Nơi nhận | 12, its lines 11 | the same |
| page number | 13–14, centred in the top margin, none on the first page | 13 |

Tables and what stands in annexes have no size in the decree.
"""

from docx.shared import Cm, Mm, Pt, Twips

TYPEFACE = "Times New Roman"

WIDTH, HEIGHT = Mm(210), Mm(297)
#: Word counts in twentieths of a point, and rounds down: these are the first that are not below 20, 30 and 15 mm.
TOP, BOTTOM, LEFT, RIGHT = Twips(1134), Twips(1134), Twips(1701), Twips(851)
#: From the paper's edge to the page number, which stands in the top margin.
NUMBER_FROM_EDGE = Mm(10)

STATE_SIZE = Pt(12)
MOTTO_SIZE = Pt(13)
ISSUER_SIZE = Pt(12)
NUMBER_SIZE = Pt(13)
PLACE_SIZE = Pt(13)
TITLE_SIZE = Pt(14)
BODY_SIZE = Pt(14)
SIGNATURE_SIZE = Pt(14)
TO_SIZE = Pt(12)
RECIPIENT_SIZE = Pt(11)
PAGE_NUMBER_SIZE = Pt(13)
TABLE_SIZE = Pt(13)
ANNEX_TABLE_SIZE = Pt(12)

FIRST_LINE = Cm(1.27)
BETWEEN_PARAGRAPHS = Pt(6)
LINE_SPACING = 1.1

#: A line under the issuing body or the subject: between a third and a half of the text above it.
LINE_SHARE = 0.42

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TYPE = "BÁO CÁO"
TYPE_SYMBOL = "BC"
