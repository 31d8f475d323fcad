from datetime import datetime
